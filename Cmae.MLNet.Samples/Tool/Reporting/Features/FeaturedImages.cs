using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Reporting.Features;

/// <summary>Images with the features that an encoder gives them.</summary>
/// <param name="Paths">The files.</param>
/// <param name="Labels">Class names; empty if there is none.</param>
/// <param name="Features">Mean patch features.</param>
internal sealed record FeaturedImages(IReadOnlyList<string> Paths, IReadOnlyList<string> Labels, IReadOnlyList<float[]> Features)
{
    private const long LargestImage = 500_000_000;

    private readonly float[] _mean = Mean(Features);

    /// <summary>Computes the features of rows of ImagePath and Label, of a seeded choice where there are more than asked for.</summary>
    public static FeaturedImages Of(MLContext ml, CmaeEncoder encoder, IDataView rows, int most)
    {
        (string Path, string Label)[] images = [.. rows.GetColumn<string>("ImagePath").Zip(rows.GetColumn<string>("Label"))];
        new Random(1).Shuffle(images);
        images = images[..Math.Min(most, images.Length)];
        string[] paths = [.. images.Select(image => image.Path)];
        return new(paths, [.. images.Select(image => image.Label)], Compute(ml, encoder, paths, CmaeFeatureKind.MeanPatch));
    }

    /// <summary>What an encoder makes of image files, which are checked already: their size is not limited again.</summary>
    public static IReadOnlyList<float[]> Compute(MLContext ml, CmaeEncoder encoder, IEnumerable<string> paths, CmaeFeatureKind kind)
    {
        IDataView rows = ml.Data.LoadFromEnumerable(paths.Select(path => new Row { ImagePath = path }));
        var options = new CmaeFeaturizingEstimator.Options
        {
            InputColumnName = "ImagePath",
            Encoder = encoder,
            FeatureKind = kind,
            MaxImagePixels = LargestImage,
        };
        return [.. ml.Transforms.CmaeFeaturize(options).Fit(rows).Transform(rows).GetColumn<float[]>("Features")];
    }

    /// <summary>
    /// The images that are most alike by the cosine of their features, the most alike first. The mean of all images is taken out before: it is
    /// most of every feature vector, and with it all cosines are near 1.
    /// </summary>
    /// <param name="features">Of the image to compare with.</param>
    /// <param name="count">How many.</param>
    /// <param name="except">An image to leave out: the compared one itself.</param>
    /// <returns>The images with their similarity: 1 for the same features, about 0 for two images at random.</returns>
    public IReadOnlyList<(int Image, float Similarity)> Nearest(float[] features, int count, int except = -1)
    {
        float[] query = Centered(features);
        return
        [
            .. Features.Index()
                .Where(image => image.Index != except)
                .Select(image => (Image: image.Index, Similarity: TensorPrimitives.CosineSimilarity<float>(query, Centered(image.Item))))
                .OrderByDescending(image => image.Similarity)
                .Take(count),
        ];
    }

    private float[] Centered(float[] features)
    {
        var centered = new float[features.Length];
        TensorPrimitives.Subtract(features, _mean, centered);
        return centered;
    }

    private static float[] Mean(IReadOnlyList<float[]> features)
    {
        var mean = new float[features.Count == 0 ? 0 : features[0].Length];
        foreach (float[] one in features)
            TensorPrimitives.Add(mean, one, mean);
        TensorPrimitives.Divide(mean, features.Count, mean);
        return mean;
    }

    private sealed class Row
    {
        public string ImagePath { get; init; } = "";
    }
}
