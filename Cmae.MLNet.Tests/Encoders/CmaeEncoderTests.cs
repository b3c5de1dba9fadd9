namespace Cmae.MLNet.Tests.Encoders;

[TestClass]
public sealed class CmaeEncoderTests
{
    private static readonly CmaeEncoder s_encoder = RandomEncoder.Create();

    [TestMethod]
    public void WeightsAreNotCopiedAndComeInTheOfficialOrder()
    {
        Dictionary<string, CmaeWeightTensor> weights = s_encoder.Weights.Reverse().ToDictionary();
        var encoder = new CmaeEncoder(s_encoder.Configuration, weights);
        CollectionAssert.AreEqual(s_encoder.Weights.Keys.ToArray(), encoder.Weights.Keys.ToArray());
        Assert.AreEqual("cls_token", encoder.Weights.Keys.First());
        foreach ((string name, CmaeWeightTensor tensor) in weights)
            Assert.AreSame(tensor, encoder.Weights[name]);
    }

    [TestMethod]
    public void SizesAreThoseOfTheConfiguration()
    {
        Assert.AreEqual(s_encoder.Configuration.Architecture, s_encoder.Architecture);
        Assert.AreEqual((16, 4), (s_encoder.ImageSize, s_encoder.PatchSize));
        Assert.AreEqual(s_encoder.Configuration.Preprocessing, s_encoder.Preprocessing);
    }

    [TestMethod]
    public void AMissingWeightIsNamedWithItsShape() =>
        AssertRefused(weights => weights.Remove("pos_embed"), "'pos_embed' of shape [1, 17, 16] is missing");

    [TestMethod]
    public void AWeightOfAnotherShapeIsNamedWithBothShapes() =>
        AssertRefused(weights => weights["cls_token"] = Zeros(1, 1, 15), "'cls_token' has shape [1, 1, 15] where [1, 1, 16] is needed");

    [TestMethod]
    public void AnUnknownWeightIsNamed() =>
        AssertRefused(weights => weights["head.bias"] = Zeros(3), "'head.bias' is not a weight of this architecture");

    [TestMethod]
    public void TheNormOfAnotherPlaceIsUnknown() => AssertRefused(
        weights =>
        {
            foreach (string part in (string[])["weight", "bias"])
            {
                weights.Remove($"ln1.{part}", out CmaeWeightTensor? norm);
                weights.Add($"fc_norm.{part}", norm!);
            }
        },
        "'ln1.weight' of shape [16] is missing; 'ln1.bias' of shape [16] is missing; " +
        "'fc_norm.weight' is not a weight of this architecture; 'fc_norm.bias' is not a weight of this architecture");

    [TestMethod]
    public void AllErrorsAreListedAtOnce() => AssertRefused(
        weights =>
        {
            weights.Remove("pos_embed");
            weights["cls_token"] = Zeros(16);
            weights["head.bias"] = Zeros(3);
        },
        "'cls_token' has shape [16] where [1, 1, 16] is needed; 'pos_embed' of shape [1, 17, 16] is missing; " +
        "'head.bias' is not a weight of this architecture");

    [TestMethod]
    public void NullIsRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => new CmaeEncoder(null!, s_encoder.Weights));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CmaeEncoder(s_encoder.Configuration, null!));
    }

    private static void AssertRefused(Action<Dictionary<string, CmaeWeightTensor>> change, string errors)
    {
        var weights = new Dictionary<string, CmaeWeightTensor>(s_encoder.Weights);
        change(weights);
        var exception = Assert.ThrowsExactly<ArgumentException>(() => new CmaeEncoder(s_encoder.Configuration, weights));
        Assert.AreEqual($"The weights do not match the encoder's configuration: {errors}. (Parameter 'weights')", exception.Message);
    }

    private static CmaeWeightTensor Zeros(params long[] shape) => new(shape, new float[shape.Aggregate((a, b) => a * b)]);
}
