using System.Globalization;
using System.Numerics.Tensors;

namespace Cmae.MLNet.Samples.Benchmarks.Inference;

/// <summary>How far features are from those computed in fp32.</summary>
/// <param name="Mean">Length of the difference over length of the features, mean over the images.</param>
/// <param name="Largest">Of the image that is furthest off.</param>
/// <param name="SmallestCosine">Smallest cosine similarity of an image's features with its own in fp32.</param>
internal sealed record FeatureDifference(double Mean, double Largest, double SmallestCosine)
{
    /// <param name="expected">Features of images in fp32, one after the other.</param>
    /// <param name="actual">Features of the same images.</param>
    /// <param name="length">Values of an image's features.</param>
    public static FeatureDifference Of(float[] expected, float[] actual, int length)
    {
        if (expected.Length != actual.Length)
            throw new ArgumentException($"{expected.Length} values are compared with {actual.Length}.", nameof(actual));
        (float[] Expected, float[] Actual)[] images = [.. expected.Chunk(length).Zip(actual.Chunk(length))];
        double[] relative = [.. images.Select(image => Relative(image.Expected, image.Actual))];
        return new(
            relative.Average(),
            relative.Max(),
            images.Min(image => (double)TensorPrimitives.CosineSimilarity<float>(image.Expected, image.Actual)));
    }

    /// <summary>Cells of a table: mean, largest, cosine.</summary>
    public string[] Cells() => [Text(Mean, "P2"), Text(Largest, "P2"), Text(SmallestCosine, "F5")];

    private static double Relative(float[] expected, float[] actual) =>
        TensorPrimitives.Distance<float>(expected, actual) / TensorPrimitives.Norm<float>(expected);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
