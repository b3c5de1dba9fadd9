using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class LetterboxTests
{
    /// <summary>Where ML.NET itself draws an image, for 200 sizes, the degenerate ones among them.</summary>
    [TestMethod]
    [DataRow(320)]
    [DataRow(64)]
    public void ImagesLieWhereTheStockTransformerPutsThem(int side)
    {
        var random = new Random(side);
        (int Width, int Height)[] sizes =
        [
            (1, 1), (1, 300), (300, 1), (side, 1), (3, 2), (2 * side, 2 * side),
            .. Enumerable.Range(0, 194).Select(_ => (1 + random.Next(400), 1 + random.Next(400))),
        ];
        var ml = new MLContext();
        IDataView view = ml.Data.LoadFromEnumerable(
            sizes.Select(size => new ImageRow { Image = White(size.Width, size.Height) }));
        var pipeline = ml.Transforms.ResizeImages("Square", side, side, "Image", ImageResizingEstimator.ResizingKind.IsoPad)
            .Append(ml.Transforms.ExtractPixels(
                "Planes", "Square", ImagePixelExtractingEstimator.ColorBits.All, ImagePixelExtractingEstimator.ColorsOrder.ARGB));
        float[][] planes = [.. pipeline.Fit(view).Transform(view).GetColumn<float[]>("Planes")];
        Assert.HasCount(200, planes);
        for (int i = 0; i < sizes.Length; i++)
        {
            Assert.AreEqual(
                Letterbox.Find(planes[i].AsSpan(0, side * side), side), Letterbox.Of(sizes[i].Width, sizes[i].Height, side), $"{sizes[i]}");
        }
    }

    [TestMethod]
    public void AnImageThatIsNotDrawnCountsAsTheWholeSquare()
    {
        Assert.AreEqual(new Letterbox(0, 0, 32, 32), Letterbox.Of(1, 1000, 32));
        Assert.AreEqual(new Letterbox(0, 0, 32, 32), Letterbox.Find(new float[32 * 32], 32));
    }

    [TestMethod]
    public void WholeNumbersAreTruncated() => Assert.AreEqual(new Letterbox(0, 6, 64, 51), Letterbox.Of(320, 256, 64));

    private static MLImage White(int width, int height)
    {
        var pixels = new byte[4 * width * height];
        pixels.AsSpan().Fill(255);
        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
    }

    private sealed class ImageRow
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }
    }
}
