using Cmae.MLNet.Samples.Tool.Output;

namespace Cmae.MLNet.Tests.Samples.Tool.Output;

[TestClass]
public sealed class OutputFileTests
{
    [TestMethod]
    public void AMissingFolderIsCreated()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder["below"], "further", "a.txt");
        Write(path, "new", complete: true);
        Assert.AreEqual("new", File.ReadAllText(path));
    }

    [TestMethod]
    public void AnOlderFileIsReplacedWhenTheNewOneIsComplete()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.txt"], "old");
        using (OutputFile file = OutputFile.Create(folder["a.txt"]))
        {
            file.Stream.Write("new"u8);
            Assert.AreEqual("old", File.ReadAllText(folder["a.txt"]));
            file.Complete();
        }
        Assert.AreEqual("new", File.ReadAllText(folder["a.txt"]));
        CollectionAssert.AreEqual((string[])["a.txt"], folder.Names);
    }

    [TestMethod]
    public void AnIncompleteFileLeavesNothingBehind()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.txt"], "old");
        Write(folder["a.txt"], "new", complete: false);
        Assert.AreEqual("old", File.ReadAllText(folder["a.txt"]));
        CollectionAssert.AreEqual((string[])["a.txt"], folder.Names);
    }

    [TestMethod]
    public void ADeviceIsWrittenDirectly()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("Windows has no devices among its files.");
        Write("/dev/null", "new", complete: true);
        Assert.AreEqual(0, new FileInfo("/dev/null").Length);
    }

    private static void Write(string path, string text, bool complete)
    {
        using OutputFile file = OutputFile.Create(path);
        using (var writer = new StreamWriter(file.Stream, leaveOpen: true))
            writer.Write(text);
        if (complete)
            file.Complete();
    }
}
