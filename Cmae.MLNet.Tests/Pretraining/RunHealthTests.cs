using Cmae.MLNet.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Pretraining;

/// <summary>Health before the first step, and what the log says while there is no contrast yet.</summary>
[TestClass]
public sealed class RunHealthTests
{
    [TestMethod]
    public void TheFirstStepBringsTheFiguresFromBeforeIt()
    {
        List<CmaePretrainingStep> steps = Train(Options(), out List<string> lines);
        CollectionAssert.AreEqual(new[] { steps[0] }, steps.Where(step => step.InitialHealth is not null).ToArray());
        CmaePretrainingHealth initial = steps[0].InitialHealth!, last = steps[^1].Health!;
        Assert.IsGreaterThan(last.ReconstructionLoss, initial.ReconstructionLoss);
        Assert.IsNull(initial.InfoNceAccuracy, "there is no contrast yet");
        Assert.IsNotNull(last.InfoNceAccuracy);
        Assert.ContainsSingle(line => line.StartsWith("Health before the first step: reconstruction ", StringComparison.Ordinal), lines);
    }

    [TestMethod]
    public void WithoutADelayTheContrastIsMeasuredFromTheStart()
    {
        CmaePretrainingOptions options = Options();
        options.ContrastiveDelay = 0;
        Assert.IsNotNull(Train(options, out _)[0].InitialHealth!.InfoNceAccuracy);
    }

    [TestMethod]
    public void WithoutMeasurementsThereIsNone()
    {
        CmaePretrainingOptions options = Options();
        options.HealthSteps = 0;
        Assert.IsNull(Train(options, out List<string> lines)[0].InitialHealth);
        Assert.IsFalse(lines.Exists(line => line.Contains("Health", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void AResumedRunHasItFromItsBeginningAlone()
    {
        using var run = new TemporaryFolder();
        CmaePretrainingOptions options = Options();
        (options.RunDirectory, options.CheckpointSteps) = (run.Path, 1);
        Train(options, out _, stopAfter: 3);
        options.Resume = true;
        CmaePretrainingStep first = Train(options, out List<string> lines)[0];
        Assert.AreEqual(4, first.Step);
        Assert.IsNull(first.InitialHealth);
        Assert.IsFalse(lines.Exists(line => line.StartsWith("Health before", StringComparison.Ordinal)));
        Assert.ContainsSingle(
            line => line.Contains("\"initialHealth\"", StringComparison.Ordinal), File.ReadAllLines(run["metrics.jsonl"]));
    }

    [TestMethod]
    public void MeasuringChangesNoBitOfTheTraining()
    {
        CmaePretrainingOptions options = Options();
        options.HealthSteps = 0;
        double[] without = Losses(Train(options, out _));
        CollectionAssert.AreEqual(without, Losses(Train(Options(), out _)));

        static double[] Losses(List<CmaePretrainingStep> steps) =>
            [.. steps.Select(step => step.ReconstructionLoss + step.ContrastiveLoss)];
    }

    [TestMethod]
    public void UntilTheContrastBeginsTheLogSaysWhenItDoes()
    {
        Train(Options(), out List<string> lines);
        StringAssert.Contains(
            lines.Single(line => line.StartsWith("Epoch 1/4: ", StringComparison.Ordinal)), ", contrast begins at 50 %, ");
        Assert.IsFalse(lines.Exists(line => line.Contains("contrast 0.0000", StringComparison.Ordinal)));
    }

    private static CmaePretrainingOptions Options()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.ContrastiveDelay, options.HealthSteps) = (0.5, 16);
        return options;
    }

    private static List<CmaePretrainingStep> Train(CmaePretrainingOptions options, out List<string> lines, int? stopAfter = null)
    {
        using var source = new CancellationTokenSource();
        (options.CancellationToken, options.OnCancellation) = (source.Token, CmaeCancellationHandling.ReturnSoFar);
        List<CmaePretrainingStep> steps = [];
        options.StepCompleted = step =>
        {
            steps.Add(step);
            if (step.Step == stopAfter)
                source.Cancel();
        };
        List<string> written = [];
        var ml = new MLContext(seed: 1);
        ml.Log += (_, message) =>
        {
            if (message.Source.StartsWith("Cmae", StringComparison.Ordinal))
                written.Add(message.RawMessage);
        };
        Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
        lines = written;
        return steps;
    }
}
