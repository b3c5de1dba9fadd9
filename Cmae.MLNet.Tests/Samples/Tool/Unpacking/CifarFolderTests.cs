using Cmae.MLNet.Samples.Tool.Unpacking;

namespace Cmae.MLNet.Tests.Samples.Tool.Unpacking;

[TestClass]
public sealed class CifarFolderTests
{
    [TestMethod]
    public void BatchesComeInTheOrderOfTheirNumbers()
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        File.WriteAllBytes(folder["data_batch_2.bin"], CifarFiles.Batch(1));
        CifarFolder images = CifarFolder.Read(new(folder.Path));
        CollectionAssert.AreEqual(new[] { "ship", "fire truck", "frog" }, images.Classes.ToArray());
        CollectionAssert.AreEqual(new[] { 3, 1, 2 }, images.Train.Select(batch => batch.Count).ToArray());
        Assert.AreEqual(2, images.Test.Count);
    }

    [TestMethod]
    [DataRow("batches.meta.txt", "has no batches.meta.txt, which names the classes, one a line.")]
    [DataRow("data_batch_1.bin", "has no data_batch_*.bin, the training images.")]
    [DataRow("test_batch.bin", "has no test_batch.bin, the test images.")]
    public void AMissingFileIsNamed(string file, string message)
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        File.Delete(folder["data_batch_10.bin"]);
        File.Delete(folder[file]);
        StringAssert.EndsWith(Assert.ThrowsExactly<FileNotFoundException>(() => CifarFolder.Read(new(folder.Path))).Message, message);
    }

    [TestMethod]
    public void AMissingFolderIsNamed() =>
        Assert.AreEqual(
            "The folder '/no/such' does not exist.",
            Assert.ThrowsExactly<DirectoryNotFoundException>(() => CifarFolder.Read(new("/no/such"))).Message);

    [TestMethod]
    [DataRow("ship\n../frog", "names a class '../frog', which cannot be the name of a folder.")]
    [DataRow("ship\n..", "names a class '..', which cannot be the name of a folder.")]
    [DataRow("ship\nship", "should name at least two different classes, one a line, but names 'ship', 'ship'.")]
    public void NamesThatCannotBeFoldersAreRefused(string names, string message)
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        File.WriteAllText(folder["batches.meta.txt"], names);
        StringAssert.EndsWith(Assert.ThrowsExactly<InvalidDataException>(() => CifarFolder.Read(new(folder.Path))).Message, message);
    }
}
