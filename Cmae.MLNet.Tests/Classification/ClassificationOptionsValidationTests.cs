using Cmae.MLNet.Classification;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class ClassificationOptionsValidationTests
{
    [TestMethod]
    public void TheDefaultsAndTheOfficialRecipeAreValid()
    {
        ClassificationOptionsValidation.Validate(new());
        ClassificationOptionsValidation.Validate(CmaeImageClassificationTrainer.Options.Official());
    }

    [TestMethod]
    public void TheOfficialRecipeHasTheOfficialLearningRateAndBatch()
    {
        CmaeImageClassificationTrainer.Options official = CmaeImageClassificationTrainer.Options.Official();
        var plan = new ClassificationPlan(official, [.. Enumerable.Repeat(1281, 1000)]);
        Assert.AreEqual(1024, plan.ImagesPerStep);
        Assert.AreEqual(2e-3, plan.LearningRate, 1e-12);
        Assert.AreEqual(0.65, plan.LayerDecay);
        Assert.AreEqual(256, plan.Encoder.Preprocessing.ResizeSize);
        Assert.AreEqual(1250, plan.StepsPerEpoch);
    }

    [TestMethod]
    public void EveryErrorIsInOneMessage()
    {
        var options = new CmaeImageClassificationTrainer.Options
        {
            LabelColumnName = " ",
            ImageSize = 60,
            PatchSize = 8,
            EvaluationResizeSize = 50,
            Freeze = CmaeFreeze.AllButLast(2),
            ValidationFraction = 0,
            Patience = 3,
            Calibrate = true,
            LabelSmoothing = 1,
            ClassWeighting = (CmaeClassWeighting)7,
            BatchSize = 0,
            WeightAveraging = 1.5,
            GradientClipping = double.NaN,
        };
        string[] lines =
        [
            "CmaeImageClassificationTrainer.Options has 11 invalid options:",
            "- LabelColumnName is empty; name a column",
            "- PatchSize = 8 does not divide ImageSize = 60; patch sizes that do: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60",
            "- Freeze = AllButLast(2) without InitializeFrom; frozen random weights learn nothing: "
                + "set InitializeFrom, or Freeze = CmaeFreeze.Nothing",
            "- Patience = 3 needs validation images; set ValidationSet, or ValidationFraction above 0",
            "- WeightAveraging = 1.5; it must be 0 to 0.999999",
            "- BatchSize = 0; it must be at least 1",
            "- GradientClipping = NaN; it must be greater than zero, or null for none",
            "- EvaluationResizeSize = 50; it must be at least the image size of 60, and at most eight times that",
            "- Calibrate = True needs validation images; set ValidationSet, or ValidationFraction above 0",
            "- LabelSmoothing = 1; it must be 0 to 0.9",
            "- ClassWeighting = 7; it must be one of None, Balanced",
        ];
        Assert.AreEqual(
            string.Join(Environment.NewLine, lines) + " (Parameter 'options')",
            Assert.ThrowsExactly<ArgumentException>(() => ClassificationOptionsValidation.Validate(options)).Message);
    }

    [TestMethod]
    public void NoMoreBlocksCanBeTrainedThanThereAre()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.InitializeFrom, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.AllButLast(3));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => ClassificationOptionsValidation.Validate(options)).Message,
            "- Freeze = AllButLast(3); the encoder has 2 blocks");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => CmaeFreeze.AllButLast(0));
    }
}
