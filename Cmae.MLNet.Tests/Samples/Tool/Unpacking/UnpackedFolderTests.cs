using Cmae.MLNet.Samples.Tool.Unpacking;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Samples.Tool.Unpacking;

[TestClass]
public sealed class UnpackedFolderTests
{
    [TestMethod]
    public void AllVerbsCanReadWhatIsWritten()
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        Assert.AreEqual(7, UnpackedFolder.Write(CifarFolder.Read(new(folder.Path)), new(folder["images"]), CancellationToken.None));
        string[] expected =
        [
            "path,label,split", "ship/train-00000.png,ship,train", "fire truck/train-00001.png,fire truck,train",
            "frog/train-00002.png,frog,train",
            "frog/train-00003.png,frog,train", "ship/train-00004.png,ship,train", "fire truck/test-00000.png,fire truck,test",
            "fire truck/test-00001.png,fire truck,test",
        ];
        CollectionAssert.AreEqual(expected, File.ReadAllLines(folder["images/split.csv"]));
        Assert.AreEqual(8, Directory.GetFiles(folder["images"], "*", SearchOption.AllDirectories).Length);
        var ml = new MLContext();
        CollectionAssert.AreEqual(
            new[] { "fire truck", "fire truck" }, ml.Data.LoadImageFolder(folder["images"], "test").GetColumn<string>("Label").ToArray());
        Assert.HasCount(5, ml.Data.LoadImageFolder(folder["images"], "train").GetColumn<string>("Label").ToArray());
    }

    [TestMethod]
    public void PixelsAreUnchanged()
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        UnpackedFolder.Write(CifarFolder.Read(new(folder.Path)), new(folder["images"]), CancellationToken.None);
        using MLImage image = MLImage.CreateFromFile(folder["images/ship/train-00004.png"]); // record 1 of its batch
        Assert.AreEqual((32, 32), (image.Width, image.Height));
        bool isBgra = image.PixelFormat == MLPixelFormat.Bgra32;
        for (int i = 0; i < 32 * 32; i++)
        {
            for (int channel = 0; channel < 3; channel++)
                Assert.AreEqual(CifarFiles.Pixel(1, channel, i / 32, i % 32), image.Pixels[(4 * i) + (isBgra ? 2 - channel : channel)]);
        }
    }

    [TestMethod]
    public void AFolderWithSomethingInItIsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        CifarFolder images = CifarFolder.Read(new(folder.Path));
        var error = Assert.ThrowsExactly<IOException>(() => UnpackedFolder.Write(images, new(folder.Path), CancellationToken.None));
        Assert.AreEqual($"The folder '{folder.Path}' is not empty. Choose another, or delete what is in it.", error.Message);
        Assert.HasCount(4, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void ACanceledUnpackingLeavesNoSplitCsv()
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            UnpackedFolder.Write(CifarFolder.Read(new(folder.Path)), new(folder["images"]), new(canceled: true)));
        Assert.IsEmpty(Directory.GetFiles(folder["images"], "*", SearchOption.AllDirectories));
    }
}
