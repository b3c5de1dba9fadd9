using Cmae.MLNet.Files;

namespace Cmae.MLNet.Tests.Files;

[TestClass]
public sealed class FileFailureTests
{
    [TestMethod]
    [DataRow(12, "there is not enough memory")]
    [DataRow(24, "reached its limit of open files. Raise the limit (ulimit -n)")]
    [DataRow(27, "larger than is allowed. Raise the limit (ulimit -f)")]
    [DataRow(28, "the disk is full. Free some space")]
    [DataRow(30, "mounted read-only. Choose another folder.")]
    [DataRow(122, "the quota on this disk is used up")]
    public void ErrorsOfTheSystemSayWhatHelps(int number, string reason) =>
        StringAssert.Contains(FileFailure.Reason(new IOException($"errno {number} : '/x/a.tmp'", number)), reason);

    [TestMethod]
    public void AFileThatDoesNotFitInMemorySaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.pth"], new byte[2_500_000]);
        string message = Assert.ThrowsExactly<InsufficientMemoryException>(
            () => FileFailure.Reading<int>(folder["a.pth"], () => throw new OutOfMemoryException())).Message;
        StringAssert.Contains(
            message, $"'{folder["a.pth"]}' (2.5 MB) cannot be read: there is not enough memory. About twice the file's size is needed");
    }

    [TestMethod]
    public void TooManyOpenFilesAreNotADamagedFile()
    {
        string message = Assert.ThrowsExactly<IOException>(
            () => FileFailure.Reading<int>("a.pth", () => throw new IOException("Too many open files", 24))).Message;
        StringAssert.Contains(message, "'a.pth' cannot be read: this process has reached its limit of open files.");
    }

    [TestMethod]
    public void ErrorsThatAreClearAlreadyPass()
    {
        Assert.ThrowsExactly<InvalidDataException>(() => FileFailure.Reading<int>("a.pth", () => throw new InvalidDataException()));
        Assert.ThrowsExactly<FileNotFoundException>(() => FileFailure.Reading<int>("a.pth", () => throw new FileNotFoundException()));
    }

    [TestMethod]
    [DataRow("no-such-folder/a.safetensors", "its folder does not exist.")]
    [DataRow("file/a.safetensors", "cannot be written: ")]
    public void AFailedWriteNamesTheTargetAndNotTheTemporaryFile(string name, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        foreach (Action write in (Action[])
            [() => Encoders.RandomEncoder.Create().Save(folder[name]), () => new AtomicFile(folder[name]).Dispose()])
        {
            string message = Assert.ThrowsExactly<IOException>(write).Message;
            StringAssert.Contains(message, $"'{folder[name]}' cannot be written: ");
            StringAssert.Contains(message, reason);
            Assert.IsFalse(message.Contains(".tmp", StringComparison.Ordinal), message);
        }
    }
}
