using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class PretrainingOptionsValidationTests
{
    [TestMethod]
    public void The_defaults_and_the_official_recipe_are_valid()
    {
        PretrainingOptionsValidation.Validate(new CmaePretrainingOptions());
        PretrainingOptionsValidation.Validate(CmaePretrainingOptions.Official());
    }

    [TestMethod]
    public void The_official_recipe_has_the_official_order_pair_mask_and_momentum()
    {
        var official = CmaePretrainingOptions.Official();
        Assert.AreEqual((0.65, 0.0, CmaePositivePair.PixelShift), (official.MaskRatio, official.ContrastiveDelay, official.PositivePair));
        Assert.AreEqual((1.0, 0.07, 0.996, 0.996), (official.ContrastiveWeight, official.Temperature, official.Momentum, official.FinalMomentum));
    }

    [TestMethod]
    public void An_encoder_of_other_heads_sizes_or_norm_is_no_start()
    {
        CmaeEncoder start = CmaeEncoder.CreateUntrained(new CmaePretrainingOptions { Architecture = new CmaeArchitecture(32, 2, 2), ImageSize = 16, PatchSize = 4 });
        var options = new CmaePretrainingOptions { Architecture = new CmaeArchitecture(32, 2, 4), ImageSize = 16, PatchSize = 8, InitializeFrom = start };
        string message = Message();
        StringAssert.Contains(message, "- InitializeFrom has the architecture 32x2x2 with an MLP of 128, but Architecture = 32x2x4 with an MLP of 128; set Architecture = InitializeFrom.Architecture");
        StringAssert.Contains(message, "- InitializeFrom sees 16 pixels in patches of 4, but ImageSize = 16 and PatchSize = 8; set them to InitializeFrom.ImageSize and InitializeFrom.PatchSize");

        (options.Architecture, options.ImageSize, options.PatchSize) = (start.Architecture, 32, 4);
        StringAssert.Contains(Message(), "- InitializeFrom sees 16 pixels in patches of 4, but ImageSize = 32 and PatchSize = 4;");
        options.ImageSize = 16;
        PretrainingOptionsValidation.Validate(options);

        var weights = start.Weights.ToDictionary(weight => weight.Key.StartsWith("ln1.", StringComparison.Ordinal) ? weight.Key.Replace("ln1", "fc_norm", StringComparison.Ordinal) : weight.Key, weight => weight.Value);
        options.InitializeFrom = new CmaeEncoder(start.Configuration with { OutputNorm = CmaeOutputNorm.AfterPooling }, weights);
        StringAssert.Contains(Message(), "- InitializeFrom has the output norm AfterPooling; take an encoder with BeforePooling");

        string Message() => Assert.ThrowsExactly<ArgumentException>(() => PretrainingOptionsValidation.Validate(options)).Message;
    }

    [TestMethod]
    public void Every_error_is_in_one_message()
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
        };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => PretrainingOptionsValidation.Validate(options));
        string[] lines =
        [
            "7 options of CmaePretrainingOptions cannot be used:",
            "- Architecture has a width of 100 and 3 heads; the width must be divisible by 4 and by the number of heads",
            "- PatchSize = 8 does not divide ImageSize = 60; patch sizes that do: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60",
            "- MaskRatio = 1.5; it must be 0.05 to 0.95",
            "- ContrastiveDelay = 1; it must be 0 to 0.99",
            "- BatchSize = 1; it must be at least 2",
            "- TimeBudget = 00:00:00; it must be longer than zero, or null for none",
            "- GradientClipping = NaN; it must be greater than zero, or null for none",
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, lines) + " (Parameter 'options')", error.Message);
    }
}
