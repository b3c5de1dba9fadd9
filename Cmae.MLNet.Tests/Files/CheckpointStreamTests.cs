using System.Diagnostics;

namespace Cmae.MLNet.Tests.Files;

/// <summary>What is not a regular file is refused at once, by every reader of encoders and classifiers.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class CheckpointStreamTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    public static IEnumerable<string> Extensions => [".safetensors", ".safetensors.index.json", ".pth", ".onnx", ".zip", ".tar", ""];

    [TestMethod]
    [DynamicData(nameof(Extensions))]
    public void APipeIsRefused(string extension) =>
        AssertRefused(extension, path => Run("mkfifo", path), "0 bytes: it is empty, or not a regular file (a pipe or a device)");

    [TestMethod]
    [DynamicData(nameof(Extensions))]
    public void ALinkToADeviceIsRefused(string extension) =>
        AssertRefused(extension, path => File.CreateSymbolicLink(path, "/dev/zero"), "not a regular file (a pipe or a device)");

    [TestMethod]
    [DynamicData(nameof(Extensions))]
    public void AnEmptyFileIsRefused(string extension) =>
        AssertRefused(extension, path => File.WriteAllText(path, ""), "has 0 bytes: it is empty");

    [TestMethod]
    [DynamicData(nameof(Extensions))]
    public void AFolderIsRefused(string extension) =>
        AssertRefused(extension, path => Directory.CreateDirectory(path), "is a folder. Pass the path of a file in it.");

    [TestMethod]
    public void ADanglingLinkNamesItsTarget()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["a.pth"], folder["gone.pth"]);
        string message = Assert.ThrowsExactly<FileNotFoundException>(() => CmaeEncoder.Load(folder["a.pth"])).Message;
        StringAssert.Contains(message, $"it is a link to '{folder["gone.pth"]}', which does not exist");
    }

    [TestMethod]
    public void LinksInACircleAreRefused()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["a.pth"], folder["b.pth"]);
        File.CreateSymbolicLink(folder["b.pth"], folder["a.pth"]);
        Assert.Throws<IOException>(() => CmaeEncoder.Load(folder["a.pth"]));
    }

    [TestMethod]
    public void ALinkToAFileIsFollowed()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = Encoders.RandomEncoder.Create();
        encoder.Save(folder["a.safetensors"]);
        File.CreateSymbolicLink(folder["b"], folder["c"]);
        File.CreateSymbolicLink(folder["c"], folder["a.safetensors"]);
        Encoders.RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder["b"]));
    }

    private static void AssertRefused(string extension, Action<string> make, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder["a" + extension];
        make(path);
        foreach (Action<string> load in (Action<string>[])[path => CmaeEncoder.Load(path), path => CmaeClassifier.Load(path)])
        {
            Task<Exception> loading = Task.Run(() => (Exception)Assert.ThrowsExactly<InvalidDataException>(() => load(path)));
            Assert.IsTrue(loading.Wait(s_longest), "It waits for more.");
            StringAssert.Contains(loading.Result.Message, $"'{path}'");
            StringAssert.Contains(loading.Result.Message, message);
        }
    }

    private static void Run(string program, string argument)
    {
        using Process process = Process.Start(program, [argument]);
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
    }
}
