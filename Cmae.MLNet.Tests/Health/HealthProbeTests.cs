using System.Text.Json;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Tests.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Health;

/// <summary>Health as a run measures it.</summary>
[TestClass]
public sealed class HealthProbeTests
{
    [TestMethod]
    [DataRow(1.0, true, 1)]
    [DataRow(1.0, false, 2)]
    [DataRow(0.0, true, 1)]
    public void MeasuringLeavesEveryBitOfTheTrainingAsItIs(double contrastiveWeight, bool useFeatureDecoder, int accumulation)
    {
        using TemporaryFolder measured = new(), unmeasured = new();
        Train(Options(measured, every: 1));
        Train(Options(unmeasured, every: 0));
        // Everything: both branches, decoders, BatchNorm's statistics, the optimizer's moments.
        byte[][] states =
        [
            .. new[] { measured, unmeasured }.Select(
                run => File.ReadAllBytes(Directory.GetFiles(run["checkpoints"]).Order(StringComparer.Ordinal).Last())),
        ];
        CollectionAssert.AreEqual(Tensors(states[0]), Tensors(states[1]));

        CmaePretrainingOptions Options(TemporaryFolder run, int every)
        {
            CmaePretrainingOptions options = TinyPretraining.Options();
            (options.ContrastiveWeight, options.UseFeatureDecoder, options.AccumulationSteps) =
                (contrastiveWeight, useFeatureDecoder, accumulation);
            (options.RunDirectory, options.HealthSteps) = (run.Path, every);
            return options;
        }
    }

    [TestMethod]
    public void TheSameRunGivesTheSameFigures()
    {
        CollectionAssert.AreEqual(Measure(), Measure());

        static string[] Measure() =>
            [.. Healths(TinyPretraining.Options(), every: 4).Select(health => JsonSerializer.Serialize(health.With([])))];
    }

    [TestMethod]
    public void ContrastIsLeftOutOfPlainMae()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        options.ContrastiveWeight = 0;
        CmaePretrainingHealth health = Healths(options, every: 16).Single();
        Assert.IsNull(health.ContrastiveLoss);
        Assert.IsNull(health.PositiveRank);
        Assert.IsNull(health.ContrastiveGradientShare);
        Assert.IsGreaterThan(1, health.EffectiveRank);
    }

    [TestMethod]
    public void ContrastIsLeftOutUntilItBegins()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        options.ContrastiveDelay = 0.5;
        CollectionAssert.AreEqual(
            new[] { false, true, true, true }, Healths(options, every: 4).Select(health => health.InfoNceAccuracy is not null).ToArray());
    }

    [TestMethod]
    public void FiguresLieWhereTheyCan()
    {
        foreach (CmaePretrainingHealth health in Healths(TinyPretraining.Options(), every: 3))
        {
            Assert.AreEqual(6, health.Candidates);
            Assert.IsTrue(
                health.PositiveRank is >= 1 and <= 6 && health.InfoNceAccuracy is >= 0 and <= 1 && health.Alignment is >= 0 and <= 4
                    && health.Uniformity is >= -8 and <= 0);
            Assert.IsTrue(
                health.ContrastiveGradientShare is > 0 and < 1 && health.EffectiveRank is >= 1 and <= 26
                    && health.DeadDimensions is >= 0 and < 1);
            Assert.IsNull(health.NeighborAccuracy);
        }
    }

    private static List<CmaePretrainingHealth> Healths(CmaePretrainingOptions options, int every)
    {
        var healths = new List<CmaePretrainingHealth>();
        options.HealthSteps = every;
        options.StepCompleted = step =>
        {
            if (step.Health is { } health)
                healths.Add(health);
        };
        Train(options);
        return healths;
    }

    private static void Train(CmaePretrainingOptions options)
    {
        var ml = new MLContext(seed: 1);
        Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
    }

    /// <summary>A .safetensors file without its header, in which the time stands.</summary>
    private static byte[] Tensors(byte[] file) => file[(8 + (int)BitConverter.ToInt64(file))..];
}
