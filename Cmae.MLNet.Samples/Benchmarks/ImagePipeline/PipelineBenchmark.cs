using Cmae.MLNet.Imaging;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Tool.Drawing;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Benchmarks.ImagePipeline;

/// <summary>Decoding and augmentation of training images on one thread, without any training.</summary>
internal static class PipelineBenchmark
{
    private const int ImageCount = 16;
    private const int JpegQuality = 90;

    /// <summary>Sides of the views with those of the files they come from.</summary>
    public static IReadOnlyList<(int ImageSize, int SourceSize)> Sizes { get; } = [(32, 96), (64, 256), (224, 512)];

    public static PipelineFigures Run(int imageSize, int sourceSize, MeasuringPlan plan, CancellationToken cancellation)
    {
        byte[][] files = [.. Enumerable.Range(0, ImageCount).Select(i => DrawJpeg(sourceSize, i))];
        PixelImage[] images = [.. files.Select(file => Decode(file, imageSize))];
        var views = new ContrastiveViews(new ContrastiveViewsOptions(imageSize, PretrainingDefaults.PixelShift(imageSize)));
        byte[] online = new byte[views.Options.ViewLength], target = new byte[views.Options.ViewLength];
        int epoch = 0; // new random decisions in every run

        IReadOnlyList<Timing> timings = Interleaved.Measure(
        [
            new("decode", () => Array.ForEach(files, file => Decode(file, imageSize))),
            new("augment", () =>
            {
                epoch++;
                for (int index = 0; index < images.Length; index++)
                    views.Make(images[index], seed: 1, epoch, index, online, target);
            }),
        ], plan, cancellation);
        (double decode, double augment) = (timings[0].Median, timings[1].Median);
        return new PipelineFigures(imageSize, sourceSize, ImageCount / decode, ImageCount / augment, ImageCount / (decode + augment));
    }

    // As training keeps them: no larger than twice the views.
    private static PixelImage Decode(byte[] file, int imageSize) =>
        ImageDecoder.Upright.Decode(file, "The drawn image", maxShortEdge: 2 * imageSize);

    private static byte[] DrawJpeg(int side, int index)
    {
        Shape[] shapes = Enum.GetValues<Shape>();
        using SKBitmap image = Scene.Draw(shapes[index % shapes.Length], side, new Random(index));
        using SKData jpeg = image.Encode(SKEncodedImageFormat.Jpeg, JpegQuality);
        return jpeg.ToArray();
    }
}
