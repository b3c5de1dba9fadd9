using System.Diagnostics;
using System.Text.Json;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Training.RunFolder;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

/// <summary>
/// Kills a training process without warning and resumes it. The environment variable CMAE_KILLS sets how many times; the default value is
/// 3. Every third kill comes at the sight of a checkpoint that is being written.
/// </summary>
[TestClass]
public sealed class PretrainVerbKillTests
{
    private const int Seed = 11;

    /// <summary>What SIGKILL ends a process with, as .NET reports it.</summary>
    private const int Killed = 128 + 9;

    private static readonly int s_kills = int.TryParse(Environment.GetEnvironmentVariable("CMAE_KILLS"), out int kills) ? kills : 3;

    /// <summary>Long enough that no process comes to its end before its kill.</summary>
    private static readonly int s_epochs = 8 + (6 * s_kills);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void AKilledAndResumedRunEndsWithTheBitsOfAnUndisturbedOne()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["photos"], 24, side: 32, Seed);
        using (Process undisturbed = Start(folder, "undisturbed"))
            Finish(undisturbed);

        var random = new Random(Seed);
        for (int kill = 0; kill < s_kills; kill++)
        {
            using Process process = Start(folder, "killed", "--resume");
            string checkpoints = Path.Combine(folder["killed"], "checkpoints");
            KillAtRandom(process, checkpoints, random, whileWriting: kill % 3 == 2);
            if (!OperatingSystem.IsWindows())
                Assert.AreEqual(Killed, process.ExitCode, "The process ended by itself before it was killed.");
            int figures = AssertFiguresAreWhole(folder["killed"], Newest(checkpoints));
            TestContext.WriteLine(
                $"kill {kill + 1}: newest step {Newest(checkpoints)}, figures of {figures} steps, "
                    + $"{Directory.GetFiles(checkpoints, "*.tmp").Length} files half written");
        }
        using (Process last = Start(folder, "killed", "--resume"))
            Finish(last);
        EncoderAssert.AreIdentical(CmaeEncoder.Load(folder["undisturbed.safetensors"]), CmaeEncoder.Load(folder["killed.safetensors"]));

        string checkpoint = Directory.GetFiles(Path.Combine(folder["killed"], "checkpoints")).Order(StringComparer.Ordinal).Last();
        EncoderAssert.AreIdentical(CmaeEncoder.Load(folder["killed.safetensors"]), CmaeEncoder.Load(checkpoint));
        CollectionAssert.AreEqual(Losses(folder["undisturbed"]), Losses(folder["killed"]));
        CollectionAssert.AreEqual(Events(folder["undisturbed"]), Events(folder["killed"]));
    }

    /// <summary>What a killed process wrote is read line by line and event by event, up to its last checkpoint at least.</summary>
    private static int AssertFiguresAreWhole(string run, int newest)
    {
        int[] steps = [.. Losses(run).Select(step => step.Step)];
        CollectionAssert.AreEqual(Enumerable.Range(1, steps.Length).ToArray(), steps);
        Assert.IsGreaterThanOrEqualTo(newest, steps.Length);
        long[] events = [.. Events(run).Select(step => step.Step).Distinct()];
        Assert.IsGreaterThanOrEqualTo(newest, events.Max());
        return steps.Length;
    }

    private static (int Step, double Reconstruction, double Contrastive)[] Losses(string run) =>
    [
        .. File.ReadLines(Path.Combine(run, "metrics.jsonl")).Select(line =>
        {
            using JsonDocument step = JsonDocument.Parse(line);
            JsonElement figures = step.RootElement;
            return (
                figures.GetProperty("step").GetInt32(),
                figures.GetProperty("reconstructionLoss").GetDouble(),
                figures.GetProperty("contrastiveLoss").GetDouble());
        }),
    ];

    private static (long Step, string Values)[] Events(string run) =>
        [.. EventReader.ReadRun(run).Select(step => (step.Step, string.Join(", ", step.Values)))];

    private static Process Start(TemporaryFolder folder, string run, params string[] more)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        };
        string[] arguments =
        [
            typeof(CommandLineApplication).Assembly.Location, "pretrain", "--images", folder["photos"], "--image-size", "16",
            "--epochs", $"{s_epochs}",
            "--run", folder[run], "--checkpoint-steps", "1", "--save-encoder", folder[run + ".safetensors"], .. more,
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>A little after one to three new checkpoints, or then at the sight of one that is being written.</summary>
    private static void KillAtRandom(Process process, string checkpoints, Random random, bool whileWriting)
    {
        (int last, int wait) = (Newest(checkpoints) + random.Next(1, 4), random.Next(0, 100));
        while (!process.HasExited && Newest(checkpoints) < last)
            Thread.Sleep(1);
        Thread.Sleep(wait);
        while (whileWriting && !process.HasExited && Directory.GetFiles(checkpoints, "*.tmp").Length == 0)
            Thread.Yield();
        process.Kill();
        process.WaitForExit();
    }

    private static int Newest(string checkpoints) => Directory.Exists(checkpoints)
        ? Directory.GetFiles(checkpoints, "step-*.safetensors")
            .Select(path => int.Parse(Path.GetFileNameWithoutExtension(path)["step-".Length..])).DefaultIfEmpty(0).Max()
        : 0;

    private static void Finish(Process process)
    {
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error);
    }
}
