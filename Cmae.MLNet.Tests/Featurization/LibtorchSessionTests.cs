using Cmae.MLNet.Featurization;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace Cmae.MLNet.Tests.Featurization;

[TestClass]
public sealed class LibtorchSessionTests
{
    private const int Images = 3;

    [TestMethod]
    [DataRow(CmaeFeatureKind.MeanPatch, CmaeOutputNorm.BeforePooling)]
    [DataRow(CmaeFeatureKind.MeanPatch, CmaeOutputNorm.AfterPooling)]
    [DataRow(CmaeFeatureKind.MeanPatchGrid, CmaeOutputNorm.AfterPooling)]
    [DataRow(CmaeFeatureKind.ClassToken, CmaeOutputNorm.BeforePooling)]
    [DataRow(CmaeFeatureKind.PatchTokens, CmaeOutputNorm.None)]
    public void FeaturesAreThoseOfOnnxRuntimeToTheRoundingOfBfloat16(CmaeFeatureKind kind, CmaeOutputNorm norm)
    {
        CmaeEncoder encoder = RandomEncoder.Create(norm);
        float[] expected = Run(new ScoringSession(encoder, kind)), actual = Run(new LibtorchSession(encoder, kind));
        double scale = Math.Sqrt(expected.Average(value => value * value));
        double error = Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Average());
        Assert.IsLessThan(0.02 * scale, error);
        Assert.IsGreaterThan(0.0, error); // bf16 at work
    }

    [TestMethod]
    public void TheOptionChoosesIt()
    {
        using var images = new SampleImages(20);
        var ml = new MLContext();
        float[][] Features(CmaeScoringEngine engine) => [.. ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
        {
            InputColumnName = "Image",
            Encoder = RandomEncoder.Create(),
            Engine = engine,
        }).Fit(images.View(ml)).Transform(images.View(ml)).GetColumn<float[]>("Features")];

        float[][] onnx = Features(CmaeScoringEngine.OnnxRuntime), libtorch = Features(CmaeScoringEngine.LibtorchBFloat16);
        CollectionAssert.AreNotEqual(onnx[0], libtorch[0]);
        foreach ((float[] expected, float[] actual) in onnx.Zip(libtorch))
            Assert.IsGreaterThan(
                0.999, torch.nn.functional.cosine_similarity(torch.tensor(expected), torch.tensor(actual), 0).item<float>());
    }

    private static float[] Run(IScoringSession session)
    {
        var random = new Random(2);
        float[] planes = [.. Enumerable.Range(0, Images * session.PlanesLength).Select(_ => 255 * random.NextSingle())];
        float[] scores = new float[Images * session.ScoreLength];
        session.Run(planes, scores, Images);
        return scores;
    }
}
