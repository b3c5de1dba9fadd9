using System.Text;
using Cmae.MLNet.FineTuning.RunFolder;

namespace Cmae.MLNet.Tests.FineTuning.RunFolder;

[TestClass]
public sealed class FineTuningLineTests
{
    private static readonly CmaeFineTuningStep s_step = new()
    {
        Step = 3,
        TotalSteps = 8,
        Epoch = 1,
        TotalEpochs = 2,
        Loss = 1.5,
        LearningRate = 1e-3,
        GradientNorm = double.NaN,
        ImagesSeen = 18,
        ImagesPerSecond = 100,
        Remaining = TimeSpan.FromSeconds(1),
    };

    [TestMethod]
    public void AStepAndAValidationAreLinesOfTheirOwn()
    {
        FineTuningLine step = FineTuningLine.OfStep(
            s_step, new Dictionary<string, double> { ["loss"] = 1.5, ["accuracy"] = 0.25 }, TimeSpan.FromSeconds(2.5));
        Assert.AreEqual(
            """{"step":3,"epoch":1,"imagesSeen":18,"learningRate":0.001,"training":{"loss":1.5,"accuracy":0.25},"seconds":2.5}""" + "\n",
            Encoding.UTF8.GetString(step.ToBytes()));
        FineTuningLine validation = FineTuningLine.OfValidation(
            4, 1, new Dictionary<string, double> { ["loss"] = 1, ["meanIntersection"] = 0.5 }, isBest: true, TimeSpan.FromSeconds(3));
        Assert.AreEqual(
            """{"step":4,"epoch":1,"validation":{"loss":1,"meanIntersection":0.5},"isBest":true,"seconds":3}""" + "\n",
            Encoding.UTF8.GetString(validation.ToBytes()));
        foreach (FineTuningLine line in new[] { step, validation })
            CollectionAssert.AreEqual(line.ToBytes(), FineTuningLine.Parse(line.ToBytes())!.ToBytes());
        CollectionAssert.AreEqual(
            new[] { "training/loss", "training/accuracy", "training/epoch", "training/imagesSeen", "training/learningRate" },
            step.Figures().Select(figure => figure.Key).ToArray());
        CollectionAssert.AreEqual(
            new[] { "validation/loss", "validation/meanIntersection" }, validation.Figures().Select(figure => figure.Key).ToArray());
    }

    [TestMethod]
    public void FiguresThatAreNotFiniteAreLeftOut()
    {
        FineTuningLine line = FineTuningLine.OfStep(
            s_step, new Dictionary<string, double> { ["loss"] = 1.5, ["recall"] = double.NaN }, TimeSpan.Zero);
        CollectionAssert.AreEqual(new[] { "loss" }, line.Training!.Keys.ToArray());
    }

    [TestMethod]
    public void HalfALineIsNone() => Assert.IsNull(FineTuningLine.Parse("""{"step":3,"ep"""u8));
}
