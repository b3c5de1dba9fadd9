namespace Cmae.MLNet.Tests.Encoders;

[TestClass]
public sealed class CmaeEncoderConfigurationTests
{
    private static readonly CmaeArchitecture s_architecture = new(16, 2, 4);

    [TestMethod]
    public void TheDefaultTakesTheWholeCenterSquareInRgb()
    {
        var configuration = new CmaeEncoderConfiguration(s_architecture, 32, 4);
        Assert.AreEqual(new CmaeImagePreprocessing(32, CmaeChannelOrder.Rgb), configuration.Preprocessing);
        Assert.AreEqual(CmaeOutputNorm.BeforePooling, configuration.OutputNorm);
    }

    [TestMethod]
    [DataRow(32, CmaeFeatureKind.MeanPatch, 16)]
    [DataRow(32, CmaeFeatureKind.ClassToken, 16)]
    [DataRow(32, CmaeFeatureKind.PatchTokens, 8 * 8 * 16)]
    [DataRow(32, CmaeFeatureKind.Attention, 8 * 8)]
    [DataRow(32, CmaeFeatureKind.MeanPatchGrid, 4 * 4 * 16)] // 8×8 tokens
    [DataRow(24, CmaeFeatureKind.MeanPatchGrid, 3 * 3 * 16)] // 6×6
    [DataRow(40, CmaeFeatureKind.MeanPatchGrid, 2 * 2 * 16)] // 10×10
    [DataRow(20, CmaeFeatureKind.MeanPatchGrid, 16)] // 5×5
    public void TheLengthOfFeaturesFollowsFromTheirKind(int imageSize, CmaeFeatureKind kind, int length) =>
        Assert.AreEqual(length, new CmaeEncoderConfiguration(s_architecture, imageSize, 4).FeatureLength(kind));
}
