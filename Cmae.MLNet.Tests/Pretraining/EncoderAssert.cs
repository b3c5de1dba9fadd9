namespace Cmae.MLNet.Tests.Pretraining;

/// <summary>Compares encoders bit by bit.</summary>
internal static class EncoderAssert
{
    public static void AreIdentical(CmaeEncoder expected, CmaeEncoder actual)
    {
        Assert.AreEqual(expected.Configuration, actual.Configuration);
        CollectionAssert.AreEqual(expected.Weights.Keys.ToArray(), actual.Weights.Keys.ToArray());
        foreach ((string name, CmaeWeightTensor weight) in expected.Weights)
            Assert.IsTrue(SameBits(weight, actual.Weights[name]), $"'{name}' differs.");
    }

    public static void Differ(CmaeEncoder first, CmaeEncoder second) =>
        Assert.IsTrue(first.Weights.Any(weight => !SameBits(weight.Value, second.Weights[weight.Key])), "The encoders are identical.");

    private static bool SameBits(CmaeWeightTensor first, CmaeWeightTensor second) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(first.Values.Span)
            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(second.Values.Span));
}
