using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Tests.Pretraining;

/// <summary>Images and options so small that a pre-training takes a second.</summary>
internal static class TinyPretraining
{
    public const int ImageCount = 26;

    /// <summary>Sixteen steps in four epochs; what they give is a function of the seed.</summary>
    public static CmaePretrainingOptions Options() => new()
    {
        Architecture = new CmaeArchitecture(32, 2, 4),
        ImageSize = 16,
        PatchSize = 4,
        PixelDecoderDepth = 1,
        FeatureDecoderDepth = 1,
        ContrastiveDelay = 0,       // of sixteen steps, all show the contrast
        BatchSize = 6,
        Epochs = 4,
        Device = CmaeDevice.Cpu,
    };

    /// <summary>An encoder of the options' sizes, not trained.</summary>
    public static CmaeEncoder Untrained() => CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), ImageSize: 16, PatchSize: 4));

    /// <summary>Stripes of random color, width and direction, as a column "Image" of in-memory images.</summary>
    public static IDataView Images(MLContext ml, int count = ImageCount)
    {
        var random = new Random(5);
        Row[] rows = [.. Enumerable.Range(0, count).Select(_ => new Row { Image = Stripes(random) })];
        return ml.Data.LoadFromEnumerable(rows);
    }

    private static MLImage Stripes(Random random)
    {
        const int width = 24, height = 20;
        byte[] pixels = new byte[4 * width * height];
        (int period, bool vertical) = (random.Next(3, 9), random.Next(2) == 0);
        byte[] colors = new byte[6];
        random.NextBytes(colors);
        for (int i = 0; i < width * height; i++)
        {
            int stripe = (vertical ? i % width : i / width) / period % 2;
            colors.AsSpan(3 * stripe, 3).CopyTo(pixels.AsSpan(4 * i));
            pixels[(4 * i) + 3] = 255;
        }
        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
    }

    private sealed class Row
    {
        [ImageType(20, 24)]
        public MLImage? Image { get; set; }
    }
}
