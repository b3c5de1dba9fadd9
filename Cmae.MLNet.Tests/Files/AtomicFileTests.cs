using Cmae.MLNet.Files;

namespace Cmae.MLNet.Tests.Files;

[TestClass]
public sealed class AtomicFileTests
{
    [TestMethod]
    public void AnInterruptedWriteLeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.bin"], "old");
        var exception = Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(folder["a.bin"], stream =>
        {
            stream.Write("half of the new"u8);
            throw new IOException("No space left on device.");
        }));
        StringAssert.Contains(exception.Message, $"'{folder["a.bin"]}' cannot be written: No space left on device.");
        StringAssert.Contains(exception.Message, "Choose an existing folder that may be written to and has enough free space.");
        Assert.AreEqual("old", File.ReadAllText(folder["a.bin"]));
        CollectionAssert.AreEqual(new[] { "a.bin" }, folder.Names);
    }

    [TestMethod]
    public void AFileThatIsNotCompletedLeavesTheOldOneAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.bin"], "old");
        using (var file = new AtomicFile(folder["a.bin"]))
            file.Stream.Write("half of the new"u8);
        Assert.AreEqual("old", File.ReadAllText(folder["a.bin"]));
        CollectionAssert.AreEqual(new[] { "a.bin" }, folder.Names);
    }

    [TestMethod]
    public void AnErrorOfTheWriterItselfKeepsItsType()
    {
        using var folder = new TemporaryFolder();
        Assert.ThrowsExactly<InvalidOperationException>(
            () => AtomicFile.Write(folder["a.bin"], _ => throw new InvalidOperationException()));
        Assert.IsEmpty(folder.Names);
    }

    [TestMethod]
    public void AnExistingFileIsReplaced()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.bin"], "old and longer");
        AtomicFile.Write(folder["a.bin"], stream => stream.Write("new"u8));
        Assert.AreEqual("new", File.ReadAllText(folder["a.bin"]));
        CollectionAssert.AreEqual(new[] { "a.bin" }, folder.Names);
    }

    [TestMethod]
    public void ATargetThatCannotBeWrittenIsNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        string below = Path.Combine(folder["file"], "a.bin");
        StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => AtomicFile.Write(below, _ => { })).Message, below);
        CollectionAssert.AreEqual(new[] { "file" }, folder.Names);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AFullDeviceIsAnErrorAndStaysADevice()
    {
        var exception = Assert.ThrowsExactly<IOException>(() => AtomicFile.Write("/dev/full", stream => stream.Write(new byte[100])));
        StringAssert.Contains(exception.Message, "'/dev/full' cannot be written");
        using var device = File.OpenRead("/dev/full");
        Assert.AreEqual(0, device.ReadByte());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void ContentThatAFullDeviceDidNotTakeDoesNotMakeDisposeThrow()
    {
        using var file = new AtomicFile("/dev/full");
        file.Stream.Write("half"u8);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AReadOnlyFileSystemIsAnError() =>
        Assert.ThrowsExactly<IOException>(() => AtomicFile.Write("/proc/a.bin", stream => stream.Write("new"u8)));
}
