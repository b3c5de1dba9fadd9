using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;

namespace Cmae.MLNet.Tests.Samples.Tool;

/// <summary>The tool in a process of its own, under limits of the system: it ends with a sentence, never with a dump.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class ResourceLimitsTests
{
    private static readonly TemporaryFolder s_folder = new();

    [ClassInitialize]
    public static void Prepare(TestContext context)
    {
        DrawnImageFolder.Write(s_folder["images"], 24, 16, seed: 1);
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(128, 2, 4), 16, 4), seed: 2).Save(s_folder["encoder.safetensors"]);
    }

    [ClassCleanup]
    public static void Delete() => s_folder.Dispose();

    [TestMethod]
    public void AFileBeyondTheLimitIsAnError()
    {
        (int exitCode, string error) = Run(
            "ulimit -c 0; ulimit -f 20", "featurize", "--images", s_folder["images"], "--encoder", s_folder["encoder.safetensors"],
            "--output", s_folder["features.csv"]);
        Assert.AreEqual(ExitCodes.Failure, exitCode, error);
        StringAssert.StartsWith(error, "cmae: A file would be larger than is allowed. Raise the limit (ulimit -f)");
        Assert.IsEmpty(Directory.GetFiles(s_folder.Path, "features.csv*"));
    }

    [TestMethod]
    public void AModelBeyondTheLimitIsNamedWithTheReason()
    {
        (int exitCode, string error) = Run(
            "ulimit -c 0; ulimit -f 20", "export", "--encoder", s_folder["encoder.safetensors"], "--to", s_folder["encoder.onnx"]);
        Assert.AreEqual(ExitCodes.Failure, exitCode, error);
        StringAssert.StartsWith(
            error,
            $"cmae: '{s_folder["encoder.onnx"]}' cannot be written: the file would be larger than is allowed. Raise the limit (ulimit -f)");
        Assert.IsEmpty(Directory.GetFiles(s_folder.Path, "encoder.onnx*"));
    }

    [TestMethod]
    public void TooFewOpenFilesAreSaidBeforeAnyWork()
    {
        (_, string error) = Run("ulimit -n 200", "inspect", s_folder["encoder.safetensors"]);
        Assert.AreEqual("cmae: This process may have 200 files open (ulimit -n); it may need up to 256. Raise the limit.", error.TrimEnd());
    }

    [TestMethod]
    public void ReadingReportsTheLimitOfOpenFiles()
    {
        Assert.AreEqual(1024, OpenFilesLimit.Of(["Max open files            1024                 4096                 files     "]));
        Assert.IsNull(OpenFilesLimit.Of(["Max open files            unlimited            unlimited            files     "]));
    }

    private static (int ExitCode, string Error) Run(string limits, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            // .NET itself writes a file of gigabytes otherwise, with which it does not start under such a limit
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0", ["OMP_NUM_THREADS"] = "1" },
        };
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] words = ["-c", $"{limits}; exec \"$0\" \"$@\"", host, typeof(CommandLineApplication).Assembly.Location, .. arguments];
        foreach (string word in words)
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
