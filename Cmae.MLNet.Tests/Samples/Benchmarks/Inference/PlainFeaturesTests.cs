using Cmae.MLNet.Samples.Benchmarks.Inference;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Inference;

[TestClass]
public sealed class PlainFeaturesTests
{
    private const int Side = 32, Count = 3;

    [TestMethod]
    public void TheyAreThoseOfTheLibraryFromTheSameImages()
    {
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 2), Side, 8));
        var images = new BenchmarkImages(Count, Side);
        float[] planes = images.Planes(Count);
        float[] expected = new float[Count * encoder.Architecture.Width];
        new ScoringSession(encoder, CmaeFeatureKind.MeanPatch).Run(planes, expected, Count);

        using DisposeScope scope = NewDisposeScope();
        using var plain = new PlainFeatures(encoder);
        Tensor mean = Values(encoder.Preprocessing.Mean), deviation = Values(encoder.Preprocessing.StandardDeviation);
        float[] actual = plain.Run((tensor(planes, [Count, 3, Side, Side]) - mean) / deviation);
        Assert.IsLessThan(1e-5, FeatureDifference.Of(expected, actual, encoder.Architecture.Width).Largest);

        var ml = new MLContext();
        float[] live = [.. ml.Transforms.CmaeFeaturize("Features", "Image", encoder).Fit(images.View(ml)).Transform(images.View(ml))
            .GetColumn<float[]>("Features").SelectMany(features => features)];
        Assert.IsLessThan(1e-5, FeatureDifference.Of(expected, live, encoder.Architecture.Width).Largest);
    }

    private static Tensor Values(CmaeChannelTriple values) => tensor(new[] { values.First, values.Second, values.Third }).view(1, 3, 1, 1);
}
