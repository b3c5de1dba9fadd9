using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Tests.Encoders;

/// <summary>Small encoders with seeded random weights.</summary>
internal static class RandomEncoder
{
    public static CmaeEncoder Create(CmaeOutputNorm outputNorm = CmaeOutputNorm.BeforePooling, int seed = 1)
    {
        var configuration = new CmaeEncoderConfiguration(new(16, 2, 4, 24), 16, 4)
        {
            OutputNorm = outputNorm,
            Preprocessing = new(18, CmaeChannelOrder.Bgr) { Mean = new(1, 2.5f, 0.1f) },
        };
        return new(configuration, Weights(configuration, seed));
    }

    public static void AssertSame(CmaeEncoder expected, CmaeEncoder actual)
    {
        Assert.AreEqual(expected.Configuration, actual.Configuration);
        CollectionAssert.AreEqual(expected.Weights.Keys.ToArray(), actual.Weights.Keys.ToArray());
        foreach ((string name, CmaeWeightTensor tensor) in expected.Weights)
            CollectionAssert.AreEqual(tensor.Values.ToArray(), actual.Weights[name].Values.ToArray(), name);
    }

    private static Dictionary<string, CmaeWeightTensor> Weights(CmaeEncoderConfiguration configuration, int seed)
    {
        var random = new Random(seed);
        return EncoderLayout.Weights(configuration).ToDictionary(weight => weight.Name, weight => Tensor(weight.Shape));

        CmaeWeightTensor Tensor(long[] shape)
        {
            int count = (int)shape.Aggregate((a, b) => a * b);
            return new(shape, [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)]);
        }
    }
}
