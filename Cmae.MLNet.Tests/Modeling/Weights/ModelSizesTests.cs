using Cmae.MLNet.Modeling;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class ModelSizesTests
{
    [TestMethod]
    public void SizesThatFitPass() => ModelSizes.Check(TinyModel.Configuration);

    [TestMethod]
    [DataRow(18, 2, 16, 4, "the encoder's width 18 must be a positive multiple of 4")]
    [DataRow(16, 3, 16, 4, "the encoder's width 16 is not divisible by its 3 heads")]
    [DataRow(16, 2, 18, 4, "the patch size 4 does not divide the image size 18; take an image size of 16 or 20")]
    [DataRow(16, 2, 12, 4, "block masking needs an even token grid, and 12 / 4 gives 3×3")]
    [DataRow(16, 2, 8, 4, "the mask ratio 0.65 leaves 0 of 1 blocks visible")]
    [DataRow(16, 2, 4, 8, "the patch size 8 must lie between 1 and the image size 4")]
    public void EncoderSizesThatDoNotFitAreNamed(int width, int heads, int imageSize, int patchSize, string expected)
    {
        CmaeModelConfiguration configuration = TinyModel.Configuration with
        {
            Encoder = new CmaeEncoderConfiguration(new CmaeArchitecture(width, 1, heads), imageSize, patchSize),
        };
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => ModelSizes.Check(configuration)).Message, expected);
    }

    [TestMethod]
    public void EveryReasonIsInOneMessage()
    {
        CmaeModelConfiguration configuration = TinyModel.Configuration with
        {
            PixelDecoder = new DecoderConfiguration(10, 0, 3),
            FeatureDecoder = new DecoderConfiguration(16, 1, 5),
            Temperature = 0,
            ContrastiveWeight = double.NaN,
            MaskRatio = 1,
        };
        string message = Assert.ThrowsExactly<ArgumentException>(() => new CmaeModel(configuration, new Generator(1))).Message;
        foreach (string part in (string[])[
            "pixel decoder's depth 0", "pixel decoder's width 10 must", "10 is not divisible by its 3 heads",
            "feature decoder's width 16 is not",
            "temperature 0", "contrastive weight NaN", "mask ratio 1 leaves 0 of 4 blocks"])
            StringAssert.Contains(message, part);
    }
}
