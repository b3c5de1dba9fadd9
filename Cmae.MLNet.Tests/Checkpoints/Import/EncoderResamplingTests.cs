using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class EncoderResamplingTests
{
    public static IEnumerable<string> Resizes => new GoldenFixture("pos_embed.safetensors").Names
        .Where(name => name.StartsWith("resize.", StringComparison.Ordinal) && name.EndsWith(".in", StringComparison.Ordinal))
            .Select(name => name[..^3]);

    [TestMethod]
    [DynamicData(nameof(Resizes))]
    public void PositionsAreResizedAsTheReferenceDoes(string name)
    {
        var golden = new GoldenFixture("pos_embed.safetensors");
        long[] shape = golden.Shape(name + ".in");
        (int from, int to) = (Side(shape), Side(golden.Shape(name + ".out")));
        int width = (int)shape[2];
        var configuration = new CmaeEncoderConfiguration(new(width, 1, 1), from * 2, 2);
        Dictionary<string, CmaeWeightTensor> weights = EncoderLayout.Weights(configuration).ToDictionary(
            weight => weight.Name, weight => new CmaeWeightTensor(weight.Shape, new float[weight.Shape.Aggregate((a, b) => a * b)]));
        weights["pos_embed"] = new(shape, golden.Floats(name + ".in"));
        float[] actual = EncoderResampling.Resample(new(configuration, weights), to * 2, 2).Weights["pos_embed"].Values.ToArray();
        float[] expected = golden.Floats(name + ".out");
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-5, $"{name}, value {i}");
    }

    [TestMethod]
    public void APatchScaledUpEmbedsAsBefore()
    {
        CmaeEncoder encoder = RandomEncoder.Create();
        CmaeEncoder resampled = EncoderResampling.Resample(encoder, 32, 8);
        var random = new Random(5);
        float[] patch = [.. Enumerable.Range(0, 16).Select(_ => random.NextSingle())];
        var scaled = new float[64];
        SeparableMap.Transform(CubicFilter.Antialiased(4, 8), patch, 1, scaled, 1);
        ReadOnlySpan<float> kernel = encoder.Weights["patch_embed.projection.weight"].Values.Span[..16];
        ReadOnlySpan<float> larger = resampled.Weights["patch_embed.projection.weight"].Values.Span[..64];
        Assert.AreEqual(Dot(kernel, patch), Dot(larger, scaled), 1e-5);
    }

    [TestMethod]
    public void TheSameSizesGiveTheSameEncoder()
    {
        CmaeEncoder encoder = RandomEncoder.Create();
        Assert.AreSame(encoder, EncoderResampling.Resample(encoder, 16, 4));
    }

    [TestMethod]
    [DataRow(4, 6)]
    [DataRow(16, 14)]
    [DataRow(16, 5)]
    public void ThePseudoInverseMeetsPenrosesFirstCondition(int from, int to)
    {
        double[,] scaling = CubicFilter.Antialiased(from, to);
        double[,] inverse = PseudoInverse.OfTransposed(scaling);
        // with A = scaling transposed: A·A⁺·A = A
        for (int i = 0; i < from; i++)
        {
            for (int j = 0; j < to; j++)
            {
                double sum = 0;
                for (int k = 0; k < to; k++)
                {
                    for (int l = 0; l < from; l++)
                        sum += scaling[k, i] * inverse[k, l] * scaling[j, l];
                }
                Assert.AreEqual(scaling[j, i], sum, 1e-9);
            }
        }
    }

    private static int Side(long[] shape) => (int)Math.Round(Math.Sqrt(shape[1] - 1));

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
