using Cmae.MLNet.Pretraining;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Pretraining.RunFolder;

/// <summary>Runs whose folder fails while they train.</summary>
[TestClass]
public sealed class RunRecorderTests
{
    [TestMethod]
    public void ACheckpointThatCannotBeWrittenIsAWarningAndTheEncoderIsThere()
    {
        using TemporaryFolder run = new(), undisturbed = new();
        CmaeEncoder expected = Train(undisturbed, _ => { }, out _);
        // a file where the folder of checkpoints and the last picture are to be
        CmaeEncoder encoder = Train(
            run,
            step =>
            {
                if (step == 1)
                {
                    File.WriteAllText(run["checkpoints"], "");
                    Directory.CreateDirectory(run["reconstruction.png"]);
                }
            },
            out List<string> warnings);
        EncoderAssert.AreIdentical(expected, encoder);
        Assert.AreEqual(2, warnings.Count(warning => warning.Contains("cannot be written", StringComparison.Ordinal)
            && warning.Contains("checkpoint of step", StringComparison.Ordinal)), string.Join("\n", warnings));
        Assert.AreEqual(1, warnings.Count(warning => warning.Contains("reconstruction.png", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void ACheckpointIsTriedAgainAtTheEnd()
    {
        using var run = new TemporaryFolder();
        Train(
            run,
            step =>
            {
                if (step == 1)
                    File.WriteAllText(run["checkpoints"], "");
                if (step == 10)
                    File.Delete(run["checkpoints"]);
            },
            out List<string> warnings);
        Assert.AreEqual(1, warnings.Count(warning => warning.Contains("checkpoint of step 4 cannot be written", StringComparison.Ordinal)));
        Assert.HasCount(1, Directory.GetFiles(run["checkpoints"], "step-000000016.safetensors"));
    }

    [TestMethod]
    public void AResumedRunSaysFromWhere()
    {
        using var run = new TemporaryFolder();
        Train(run, _ => { }, out _);
        var lines = new List<string>();
        CmaePretrainingOptions options = Options(run);
        options.Resume = true;
        Pretrainer.Run(Context(ChannelMessageKind.Info, lines), TinyPretraining.Images(new MLContext(1)), "Image", options);
        foreach (string start in (string[])["Resuming after step 16 of 16, ", "Disk, about: "])
            Assert.IsTrue(lines.Any(line => line.StartsWith(start, StringComparison.Ordinal)), string.Join("\n", lines));
    }

    private static CmaeEncoder Train(TemporaryFolder run, Action<long> stepCompleted, out List<string> warnings)
    {
        CmaePretrainingOptions options = Options(run);
        options.StepCompleted = step => stepCompleted(step.Step);
        warnings = [];
        MLContext ml = Context(ChannelMessageKind.Warning, warnings);
        return Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
    }

    private static CmaePretrainingOptions Options(TemporaryFolder run)
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.RunDirectory, options.CheckpointSteps, options.HealthSteps) = (run.Path, 4, 0);
        return options;
    }

    private static MLContext Context(ChannelMessageKind kind, List<string> lines)
    {
        var ml = new MLContext(seed: 1);
        ml.Log += (_, message) =>
        {
            if (message.Kind == kind)
                lines.Add(message.RawMessage);
        };
        return ml;
    }
}
