using System.Diagnostics;
using Cmae.MLNet.Samples.CommandLine;
using Cmae.MLNet.Samples.Drawing;
using Cmae.MLNet.Tests.Pretraining;

namespace Cmae.MLNet.Tests.Samples.Verbs;

/// <summary>Kills a training process without warning and resumes it. CMAE_KILLS sets how many times (3 where it is not set).</summary>
[TestClass]
public sealed class PretrainVerbKillTests
{
    private const int Seed = 11;

    private static readonly int s_kills = int.TryParse(Environment.GetEnvironmentVariable("CMAE_KILLS"), out int kills) ? kills : 3;

    [TestMethod]
    public void A_run_that_is_killed_and_resumed_ends_with_the_bits_of_an_undisturbed_one()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["photos"], 24, side: 32, Seed);
        using (Process undisturbed = Start(folder, "undisturbed"))
            Finish(undisturbed);

        var random = new Random(Seed);
        for (int kill = 0; kill < s_kills; kill++)
        {
            using Process process = Start(folder, "killed", "--resume");
            KillAtRandom(process, Path.Combine(folder["killed"], "checkpoints"), random, whileWriting: kill % 3 == 2);
        }
        using (Process last = Start(folder, "killed", "--resume"))
            Finish(last);
        EncoderAssert.AreIdentical(CmaeEncoder.Load(folder["undisturbed.safetensors"]), CmaeEncoder.Load(folder["killed.safetensors"]));

        string checkpoint = Directory.GetFiles(Path.Combine(folder["killed"], "checkpoints")).Order(StringComparer.Ordinal).Last();
        EncoderAssert.AreIdentical(CmaeEncoder.Load(folder["killed.safetensors"]), CmaeEncoder.Load(checkpoint));
    }

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
            typeof(CommandLineApplication).Assembly.Location, "pretrain", "--images", folder["photos"], "--image-size", "16", "--epochs", "40",
            "--run", folder[run], "--checkpoint-steps", "1", "--save-encoder", folder[run + ".safetensors"], .. more,
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Some steps after the first new checkpoint, or at the sight of one that is being written.</summary>
    private static void KillAtRandom(Process process, string checkpoints, Random random, bool whileWriting)
    {
        int before = Newest(checkpoints), wait = random.Next(0, 300);
        while (!process.HasExited && Newest(checkpoints) == before)
            Thread.Sleep(1);
        Thread.Sleep(wait);
        while (whileWriting && !process.HasExited && Directory.GetFiles(checkpoints, "*.tmp").Length == 0)
            Thread.Yield();
        process.Kill();
        process.WaitForExit();
    }

    private static int Newest(string checkpoints) => Directory.Exists(checkpoints)
        ? Directory.GetFiles(checkpoints, "step-*.safetensors").Select(path => int.Parse(Path.GetFileNameWithoutExtension(path)["step-".Length..])).DefaultIfEmpty(0).Max()
        : 0;

    private static void Finish(Process process)
    {
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error);
    }
}
