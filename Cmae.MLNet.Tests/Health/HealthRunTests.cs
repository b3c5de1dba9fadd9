using Cmae.MLNet.Health;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Tests.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Health;

/// <summary>Warnings of whole runs: each comes of a run that is made to deserve it, none of healthy ones.</summary>
[TestClass]
public sealed class HealthRunTests
{
    private const int Images = 128;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void AHealthyRunHasNone(int seed) => Assert.IsEmpty(Warnings(Options(seed), out string figures), figures);

    [TestMethod]
    public void WeightsThatDecayToNothingCollapse()
    {
        CmaePretrainingOptions options = Options();
        (options.WeightDecay, options.BaseLearningRate) = (10, 0.2);
        AssertWarns("Collapse", options);
    }

    [TestMethod]
    public void ABatchOfFewImagesIsTooSmall()
    {
        CmaePretrainingOptions options = Options();
        (options.BatchSize, options.Epochs, options.BaseLearningRate) = (4, 3, 0.1);
        AssertWarns("Batch too small for the contrastive loss", options);
    }

    [TestMethod]
    public void AHugeLearningRateIsTooHigh()
    {
        CmaePretrainingOptions options = Options();
        // A long warm-up, so that there is something learned to be lost again.
        (options.BaseLearningRate, options.WarmupFraction, options.Epochs, options.HealthSteps) = (1, 0.3, 40, 8);
        AssertWarns("Learning rate too high", options);
    }

    [TestMethod]
    public void ATinyLearningRateStallsTheReconstruction()
    {
        CmaePretrainingOptions options = Options();
        options.BaseLearningRate = 1e-6;
        AssertWarns("Reconstruction stalled", options);
    }

    private static CmaePretrainingOptions Options(int seed = 1)
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.Seed, options.BatchSize, options.Epochs, options.BaseLearningRate, options.HealthSteps) = (seed, 64, 20, 0.02, 5);
        return options;
    }

    private static void AssertWarns(string name, CmaePretrainingOptions options)
    {
        List<string> warnings = Warnings(options, out string figures);
        Assert.IsTrue(
            warnings.Exists(warning => warning.StartsWith(name + ": ", StringComparison.Ordinal)),
            $"{string.Join(Environment.NewLine, warnings)}{Environment.NewLine}{figures}");
    }

    private static List<string> Warnings(CmaePretrainingOptions options, out string figures)
    {
        var measured = new List<CmaePretrainingHealth>();
        options.StepCompleted = step =>
        {
            if (step.Health is { } health)
                measured.Add(health);
        };
        var ml = new MLContext(seed: 1);
        Pretrainer.Run(ml, TinyPretraining.Images(ml, Images), "Image", options);
        figures = string.Join(
            Environment.NewLine,
            measured.Select(
                health => $"{HealthText.Describe(health)}, uniformity {health.Uniformity:f2}, variance {health.FeatureVariance:g3}"));
        return [.. measured.SelectMany(health => health.Warnings)];
    }
}
