using Cmae.MLNet.Samples.Output;

namespace Cmae.MLNet.Tests.Samples.Output;

[TestClass]
public sealed class PendingFileTests
{
    [TestMethod]
    public void ACompletedFileReplacesTheOldOne()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a.txt"], complete: file => file.Complete());
        Assert.AreEqual("new", File.ReadAllText(folder["a.txt"]));
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void AFileThatIsNotCompletedLeavesTheOldOne()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a.txt"], complete: _ => { });
        Assert.AreEqual("old", File.ReadAllText(folder["a.txt"]));
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void ADeviceStaysADevice()
    {
        using (var file = new PendingFile("/dev/full"))
            file.Complete();
        using var device = File.OpenRead("/dev/full");
        Assert.AreEqual(0, device.ReadByte());
    }

    private static void Write(string path, Action<PendingFile> complete)
    {
        File.WriteAllText(path, "old");
        using var file = new PendingFile(path);
        file.Stream.Write("new"u8);
        complete(file);
    }
}
