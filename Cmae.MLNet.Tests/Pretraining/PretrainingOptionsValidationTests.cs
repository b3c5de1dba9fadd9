using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class PretrainingOptionsValidationTests
{
    [TestMethod]
    public void TheDefaultsAndTheOfficialRecipeAreValid()
    {
        PretrainingOptionsValidation.Validate(new CmaePretrainingOptions());
        PretrainingOptionsValidation.Validate(CmaePretrainingOptions.Official());
    }

    [TestMethod]
    public void TheOfficialRecipeHasTheOfficialOrderPairMaskAndMomentum()
    {
        var official = CmaePretrainingOptions.Official();
        Assert.AreEqual((0.65, 0.0, CmaePositivePair.PixelShift), (official.MaskRatio, official.ContrastiveDelay, official.PositivePair));
        Assert.AreEqual(
            (1.0, 0.07, 0.996, 0.996), (official.ContrastiveWeight, official.Temperature, official.Momentum, official.FinalMomentum));
    }

    [TestMethod]
    public void AnEncoderOfOtherHeadsSizesOrNormIsNoStart()
    {
        CmaeEncoder start = CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 2), 16, 4));
        var options = new CmaePretrainingOptions
        {
            Architecture = new CmaeArchitecture(32, 2, 4),
            ImageSize = 16,
            PatchSize = 8,
            InitializeFrom = start,
        };
        string message = Message();
        StringAssert.Contains(
            message,
            "- InitializeFrom has the architecture 32x2x2 with an MLP of 128, but Architecture = 32x2x4 with an MLP of 128; " +
            "set Architecture = InitializeFrom.Architecture");
        StringAssert.Contains(
            message,
            "- InitializeFrom sees 16 pixels in patches of 4, but ImageSize = 16 and PatchSize = 8; " +
            "set them to InitializeFrom.ImageSize and InitializeFrom.PatchSize");

        (options.Architecture, options.ImageSize, options.PatchSize) = (start.Architecture, 32, 4);
        StringAssert.Contains(Message(), "- InitializeFrom sees 16 pixels in patches of 4, but ImageSize = 32 and PatchSize = 4;");
        options.ImageSize = 16;
        PretrainingOptionsValidation.Validate(options);

        var weights = start.Weights.ToDictionary(
            weight => weight.Key.StartsWith("ln1.", StringComparison.Ordinal)
                ? weight.Key.Replace("ln1", "fc_norm", StringComparison.Ordinal)
                : weight.Key,
            weight => weight.Value);
        options.InitializeFrom = new CmaeEncoder(start.Configuration with { OutputNorm = CmaeOutputNorm.AfterPooling }, weights);
        StringAssert.Contains(Message(), "- InitializeFrom has the output norm AfterPooling; take an encoder with BeforePooling");

        string Message() => Assert.ThrowsExactly<ArgumentException>(() => PretrainingOptionsValidation.Validate(options)).Message;
    }

    [TestMethod]
    public void EveryErrorIsInOneMessage()
    {
        var options = new CmaePretrainingOptions
        {
            ImageSize = 60,
            PatchSize = 8,
            MaskRatio = 1.5,
            ContrastiveDelay = 1,
            BatchSize = 1,
            GradientClipping = double.NaN,
            TimeBudget = TimeSpan.Zero,
            Architecture = new CmaeArchitecture(100, 2, 3),
            Masking = (CmaeMasking)7,
            Device = (CmaeDevice)7,
            Precision = (CmaePrecision)7,
            OnBadImage = (CmaeBadImageHandling)7,
            OnCancellation = (CmaeCancellationHandling)7,
        };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => PretrainingOptionsValidation.Validate(options));
        string[] lines =
        [
            "CmaePretrainingOptions has 12 invalid options:",
            "- Architecture has a width of 100 and 3 heads; the width must be divisible by 4 and by the number of heads",
            "- PatchSize = 8 does not divide ImageSize = 60; patch sizes that do: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60",
            "- MaskRatio = 1.5; it must be 0.05 to 0.95",
            "- Masking = 7; it must be one of Block, Patch",
            "- ContrastiveDelay = 1; it must be 0 to 0.99",
            "- BatchSize = 1; it must be at least 2",
            "- TimeBudget = 00:00:00; it must be longer than zero, or null for none",
            "- GradientClipping = NaN; it must be greater than zero, or null for none",
            "- Device = 7; it must be one of Auto, Cpu, Cuda",
            "- Precision = 7; it must be one of Auto, Float32, BFloat16",
            "- OnBadImage = 7; it must be one of Throw, Skip",
            "- OnCancellation = 7; it must be one of Throw, ReturnSoFar",
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, lines) + " (Parameter 'options')", error.Message);
    }
}
