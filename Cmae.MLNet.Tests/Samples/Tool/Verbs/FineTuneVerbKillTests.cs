using System.Diagnostics;
using System.Security.Cryptography;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

/// <summary>Kills a fine-tuning process without warning; the same command again goes on, to the bits of an undisturbed run.</summary>
[TestClass]
public sealed class FineTuneVerbKillTests
{
    [TestMethod]
    public void AKilledRunThatIsStartedAgainEndsWithTheBitsOfAnUndisturbedOne()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["photos"], 48, side: 32, seed: 11);
        File.WriteAllText(folder["options.json"], """{"precision": "Float32", "batchSize": 8, "weightAveraging": 0.9}""");
        using (Process undisturbed = Start(folder, "undisturbed"))
            Finish(undisturbed);
        using (Process killed = Start(folder, "killed"))
        {
            string checkpoints = Path.Combine(folder["killed"], "checkpoints");
            while (!killed.HasExited && Newest(checkpoints) < 7)
                Thread.Sleep(1);
            killed.Kill();
            killed.WaitForExit();
            Assert.AreNotEqual(0, killed.ExitCode, "The process ended by itself before it was killed.");
            Assert.IsLessThan(Newest(Path.Combine(folder["undisturbed"], "checkpoints")), Newest(checkpoints));
        }
        using (Process again = Start(folder, "killed"))
            StringAssert.Contains(Finish(again), "Resuming after step ");
        Assert.AreEqual(Sha(folder["undisturbed.safetensors"]), Sha(folder["killed.safetensors"]));
        CollectionAssert.AreEqual(Figures(folder["undisturbed"]), Figures(folder["killed"]));
    }

    private static Process Start(TemporaryFolder folder, string run)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        };
        string[] arguments =
        [
            typeof(CommandLineApplication).Assembly.Location, "finetune", "--images", folder["photos"], "--image-size", "16",
            "--epochs", "8", "--options", folder["options.json"], "--run", folder[run], "--checkpoint-steps", "1",
            "--save-encoder", folder[run + ".safetensors"],
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string Finish(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, error.Result);
        return output;
    }

    private static int Newest(string checkpoints) => Directory.Exists(checkpoints)
        ? Directory.GetFiles(checkpoints, "step-*.safetensors")
            .Select(path => int.Parse(Path.GetFileNameWithoutExtension(path)["step-".Length..])).DefaultIfEmpty(0).Max()
        : 0;

    private static string Sha(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static string[] Figures(string run) => [.. File.ReadLines(Path.Combine(run, "metrics.jsonl"))
        .Select(line => line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)])];
}
