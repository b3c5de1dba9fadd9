using Cmae.MLNet.Modeling;
using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class PretrainingDefaultsTests
{
    [TestMethod]
    public void EpochsFollowFromTheNumberOfImages()
    {
        Assert.AreEqual(800, PretrainingDefaults.Epochs(100));
        Assert.AreEqual(200, PretrainingDefaults.Epochs(3_000));
        Assert.AreEqual(20, PretrainingDefaults.Epochs(1_000_000));
    }

    [TestMethod]
    public void ThePixelShiftScalesWithTheImage()
    {
        Assert.AreEqual(31, PretrainingDefaults.PixelShift(224));
        Assert.AreEqual(9, PretrainingDefaults.PixelShift(64));
        Assert.AreEqual(4, PretrainingDefaults.PixelShift(32));
        Assert.AreEqual(1, PretrainingDefaults.PixelShift(8));
    }

    [TestMethod]
    public void DecodersAreHalfAsWideAsSmallEncodersAnd512ForLargeOnes()
    {
        Assert.AreEqual(64, PretrainingDefaults.DecoderWidth(128));
        Assert.AreEqual(96, PretrainingDefaults.DecoderWidth(192));
        Assert.AreEqual(512, PretrainingDefaults.DecoderWidth(768));
        Assert.AreEqual(16, PretrainingDefaults.DecoderHeads(512));
    }

    [TestMethod]
    [DataRow("Micro", 2, 1)]
    [DataRow("Tiny", 2, 1)]
    [DataRow("Small", 4, 2)]
    [DataRow("Base", 8, 2)]
    [DataRow("Large", 8, 2)]
    public void SmallEncodersHaveShallowDecoders(string name, int pixels, int features)
    {
        var architecture = (CmaeArchitecture)typeof(CmaeArchitecture).GetProperty(name)!.GetValue(null)!;
        CmaeModelConfiguration model = PretrainingPlan.CreateModel(new() { Architecture = architecture });
        Assert.AreEqual((pixels, features), (model.PixelDecoder.Depth, model.FeatureDecoder!.Depth));
        model = PretrainingPlan.CreateModel(new() { Architecture = architecture, PixelDecoderDepth = 3, FeatureDecoderDepth = 5 });
        Assert.AreEqual((3, 5), (model.PixelDecoder.Depth, model.FeatureDecoder!.Depth));
    }
}
