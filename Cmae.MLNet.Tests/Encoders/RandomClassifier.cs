using Cmae.MLNet.Encoders;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Encoders;

/// <summary>Small classifiers with seeded random weights, whose predictions differ from image to image.</summary>
internal static class RandomClassifier
{
    public static ClassifierWeights Create(int classes, CmaeOutputNorm norm = CmaeOutputNorm.AfterPooling, float temperature = 1)
    {
        CmaeEncoder encoder = RandomEncoder.Create(norm);
        var random = new Random(classes);
        int width = encoder.Architecture.Width;
        float[] weight = [.. Enumerable.Range(0, classes * width).Select(_ => 8 * (random.NextSingle() - 0.5f))];
        CmaeFeatureKind kind = norm == CmaeOutputNorm.AfterPooling ? CmaeFeatureKind.MeanPatch : CmaeFeatureKind.ClassToken;
        float[] features = MeanFeatures(encoder, kind);
        // On average over the sample images, no class is likelier than the others.
        float[] bias = [.. weight.Chunk(width).Select(row => -row.Zip(features, (w, x) => w * x).Sum())];
        return new(encoder, new([classes, width], weight), new([classes], bias), temperature);
    }

    private static float[] MeanFeatures(CmaeEncoder encoder, CmaeFeatureKind kind)
    {
        const int count = 8;
        IScoringSession session = new ScoringSession(encoder, kind);
        var resizer = new SquareResizer(session.Side);
        var planes = new float[count * session.PlanesLength];
        for (int i = 0; i < count; i++)
        {
            using MLImage image = SampleImages.Create(i);
            resizer.WritePlanes(image, planes.AsSpan(i * session.PlanesLength, session.PlanesLength));
        }
        var features = new float[count * session.ScoreLength];
        session.Run(planes, features, count);
        return [.. Enumerable.Range(0, session.ScoreLength).Select(i => features.Chunk(session.ScoreLength).Average(row => row[i]))];
    }

    /// <summary>Such a classifier, as if it had been fitted on a label column.</summary>
    public static CmaeImageClassificationTransformer Fitted(
        IDataView data, string label, string image, ClassifierScoring? scoring = null, float temperature = 1)
    {
        ClassLabels labels = ClassLabels.Of(data.Schema[label]);
        ImageColumnKind images = ImageColumn.Of(data.Schema, image).Kind;
        scoring = (scoring ?? new(image, images)) with { ImageColumn = image, Images = images };
        return new(Create(labels.Count, temperature: temperature), labels, scoring, data.Schema[image].Type);
    }
}
