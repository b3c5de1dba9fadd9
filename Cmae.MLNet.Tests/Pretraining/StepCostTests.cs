using Cmae.MLNet.Modeling;
using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class StepCostTests
{
    // Width 8, MLP 32, 4x4 patches of which 4 are seen. A block makes 4·64 + 2·8·32 = 768 multiply-adds a token, and 16 a pair of tokens.
    private static readonly CmaeModelConfiguration s_model = new()
    {
        Encoder = new CmaeEncoderConfiguration(new CmaeArchitecture(width: 8, depth: 2, heads: 2), ImageSize: 16, PatchSize: 4),
        PixelDecoder = new DecoderConfiguration(4, Depth: 1, Heads: 1),
        FeatureDecoder = new DecoderConfiguration(8, Depth: 1, Heads: 1),
        MaskRatio = 0.75,
        ProjectorHiddenWidth = 8,
        ProjectorWidth = 8,
        PredictorHiddenWidth = 8,
    };

    [TestMethod]
    public void TheProductsOfTheBlocksAreCounted()
    {
        const double Encoder = 2 * 5 * (768 + (16 * 5)), PixelDecoder = 17 * (192 + (8 * 17));
        const double FeatureDecoder = 17 * (768 + (16 * 17)), MomentumEncoder = 2 * 17 * (768 + (16 * 17));
        Assert.AreEqual(new StepCost(3 * (Encoder + PixelDecoder), (3 * FeatureDecoder) + MomentumEncoder), StepCost.Of(s_model));
        Assert.AreEqual(MomentumEncoder, StepCost.Of(s_model with { FeatureDecoder = null }).Contrast);
    }

    [TestMethod]
    public void AStepOfBothIsCountedInReconstructions() =>
        Assert.AreEqual(1.5, new StepCost(Reconstruction: 4, Contrast: 2).OfBothInReconstructions);
}
