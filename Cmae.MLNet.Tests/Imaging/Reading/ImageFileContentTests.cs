using System.Diagnostics;
using System.Net.Sockets;
using Cmae.MLNet.Imaging;
using Microsoft.ML;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>What is not a file, or too large for one.</summary>
[TestClass]
public sealed class ImageFileContentTests
{
    private const string NotRegular = "is empty (0 bytes), or not a regular file (a pipe, a socket or a device).";
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Delete() => _folder.Dispose();

    [TestMethod]
    [Timeout(10_000)]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void APipeIsRefusedAtOnce()
    {
        Process.Start("mkfifo", [_folder["pipe.jpg"]]).WaitForExit();
        AssertRefused("pipe.jpg", NotRegular);
    }

    [TestMethod]
    [Timeout(10_000)]
    [DataRow("/dev/zero")]
    [DataRow("/dev/tty")]
    [DataRow("/dev/stdin")]
    [OSCondition(OperatingSystems.Linux)]
    public void ALinkToADeviceIsRefusedAtOnce(string device)
    {
        File.CreateSymbolicLink(_folder["first.jpg"], device);
        File.CreateSymbolicLink(_folder["device.jpg"], "first.jpg");
        if (File.Exists(device))
            AssertRefused("device.jpg", NotRegular);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void ASocketIsRefused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket.jpg"]));
        AssertRefused("socket.jpg", NotRegular);
    }

    [TestMethod]
    public void AFolderIsRefused()
    {
        Directory.CreateDirectory(_folder["folder.jpg"]);
        AssertRefused("folder.jpg", "is a folder, not a regular file.");
    }

    [TestMethod]
    public void AFileThatIsTooLargeIsNotRead()
    {
        using (FileStream file = File.Create(_folder["large.jpg"]))
            file.SetLength(ImageLimits.DefaultFileBytes + 1);
        long before = Environment.WorkingSet;
        AssertRefused("large.jpg", "has 256 MB; an image file may have at most 256 MB (MaxImageFileBytes).");
        Assert.IsLessThan(100_000_000, Environment.WorkingSet - before);
    }

    [TestMethod]
    public void ALinkThatLeadsNowhereDoesNotExist()
    {
        File.CreateSymbolicLink(_folder["dangling.jpg"], "nowhere.jpg");
        var error = Assert.ThrowsExactly<FileNotFoundException>(() => ImageDecoder.Upright.DecodeFile(_folder["dangling.jpg"]));
        StringAssert.StartsWith(error.Message, $"The image file '{_folder["dangling.jpg"]}' does not exist.");
    }

    [TestMethod]
    public void ALinkToAnImageIsRead()
    {
        byte[] content = EncodedImages.Photo(9, 7, SKEncodedImageFormat.Png);
        File.WriteAllBytes(_folder["a.png"], content);
        File.CreateSymbolicLink(_folder["b"], "a.png");
        File.CreateSymbolicLink(_folder["c"], _folder["b"]);
        using SKData data = ImageFileContent.Read(_folder["c"], null, ImageLimits.Default);
        CollectionAssert.AreEqual(content, data.ToArray());
    }

    [TestMethod]
    [Timeout(20_000)]
    [OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
    public void TheyCountAsImagesThatCannotBeRead()
    {
        Process.Start("mkfifo", [_folder["pipe.jpg"]]).WaitForExit();
        File.CreateSymbolicLink(_folder["zero.jpg"], "/dev/zero");
        File.WriteAllBytes(_folder["good.png"], EncodedImages.Photo(9, 7, SKEncodedImageFormat.Png));
        var ml = new MLContext(seed: 1);
        var warnings = new List<string>();
        using ImageStore store = ImageStore.Open(
            ml.Data.LoadImageFolder(_folder.Path), "ImagePath",
            new ImageStoreOptions { OnBadImage = CmaeBadImageHandling.Skip, Warn = warnings.Add });
        Assert.AreEqual(1, store.Count);
        StringAssert.StartsWith(warnings.Single(), "2 of 3 images cannot be read and are skipped. ");
        StringAssert.Contains(warnings.Single(), NotRegular);
    }

    private void AssertRefused(string name, string reason)
    {
        foreach (ImageDecoder decoder in (ImageDecoder[])[ImageDecoder.Upright, ImageDecoder.AsStored])
        {
            var error = Assert.ThrowsExactly<InvalidDataException>(() => decoder.DecodeFile(_folder[name], null, 64));
            Assert.AreEqual($"The image file '{_folder[name]}' {reason}", error.Message);
        }
    }
}
