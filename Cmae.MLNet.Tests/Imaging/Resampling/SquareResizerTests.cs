using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class SquareResizerTests
{
    private const int Side = 24;

    /// <summary>A portrait, a landscape, a tiny, a large image, and one that is the square already.</summary>
    private static readonly (int Width, int Height)[] s_sizes = [(40, 90), (90, 41), (5, 7), (700, 500), (Side, Side)];

    [TestMethod]
    public void TheSquareIsThatOfTheStockTransformers()
    {
        using var folder = new TemporaryFolder();
        float[][] expected = StockPlanes(folder);
        var resizer = new SquareResizer(Side);
        for (int i = 0; i < s_sizes.Length; i++)
        {
            PixelImage image = Photo(i);
            CollectionAssert.AreEqual(expected[i], Planes(resizer, image), $"planes of {s_sizes[i]}");
            CollectionAssert.AreEqual(expected[i], Planar(resizer.Resize(image)), $"pixels of {s_sizes[i]}");
        }
    }

    [TestMethod]
    public void ManyThreadsShareOne()
    {
        var resizer = new SquareResizer(Side);
        float[][] expected = [.. s_sizes.Select((_, i) => Planes(new SquareResizer(Side), Photo(i)))];
        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            CollectionAssert.AreEqual(expected[i % expected.Length], Planes(resizer, Photo(i % expected.Length))));
    }

    [TestMethod]
    [DataRow(Side)]
    [DataRow(31)]
    public void TheCallersImageIsLeftAsItIs(int width)
    {
        var resizer = new SquareResizer(Side);
        using MLImage image = MLImage.CreateFromPixels(width, Side, MLPixelFormat.Rgba32, new byte[4 * width * Side]);
        using MLImage other = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, new byte[4]);
        var planes = new float[3 * Side * Side];
        resizer.WritePlanes(image, planes);
        resizer.WritePlanes(other, planes);
        resizer.WritePlanes(image, planes);
        Assert.AreEqual(4 * width * Side, image.Pixels.Length);
    }

    private static PixelImage Photo(int index) => ImageDecoder.Upright.Decode(Encoded(index), "image");

    private static byte[] Encoded(int index) => EncodedImages.Photo(s_sizes[index].Width, s_sizes[index].Height, SKEncodedImageFormat.Png);

    private static float[] Planes(SquareResizer resizer, PixelImage image)
    {
        var planes = new float[3 * Side * Side];
        using OpaqueImage opaque = OpaqueImage.Of(image);
        resizer.WritePlanes(opaque.Image, planes);
        return planes;
    }

    private static float[] Planar(PixelImage image) =>
        [.. Enumerable.Range(0, 3).SelectMany(channel => image.Pixels.Where((_, i) => i % 3 == channel).Select(value => (float)value))];

    /// <summary>What a saved model's transformers make of the files, in a pipeline that knows nothing of us.</summary>
    private static float[][] StockPlanes(TemporaryFolder folder)
    {
        var ml = new MLContext();
        for (int i = 0; i < s_sizes.Length; i++)
            File.WriteAllBytes(folder[$"{i}.png"], Encoded(i));
        IDataView paths = ml.Data.LoadFromEnumerable(s_sizes.Select((_, i) => new { Path = folder[$"{i}.png"] }));
        var pipeline = ml.Transforms.LoadImages("Image", "", "Path")
            .Append(ml.Transforms.ResizeImages("Square", Side, Side, "Image", ImageResizingEstimator.ResizingKind.IsoCrop))
            .Append(ml.Transforms.ExtractPixels("Planes", "Square"));
        return [.. pipeline.Fit(paths).Transform(paths).GetColumn<float[]>("Planes")];
    }
}
