using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Tests.Scoring;

/// <summary>Small images that differ in content, shape and pixel format, as a data view.</summary>
internal sealed class SampleImages : IDisposable
{
    private readonly List<MLImage> _images;

    public SampleImages(int count)
    {
        _images = [.. Enumerable.Range(0, count).Select(Create)];
        Rows =
        [
            .. _images.Select((image, i) => new Row
            {
                Number = i,
                Name = $"image {i}",
                Vector = [i, i + 0.5f],
                Image = image,
                Class = i % 3 == 0 ? "red" : "blue",
            }),
        ];
    }

    public Row[] Rows { get; }

    public IDataView View(MLContext ml) => ml.Data.LoadFromEnumerable(Rows);

    /// <summary>A picture whose seed is its number; sizes vary, every seventh has the encoders' own size of 18 pixels.</summary>
    public static MLImage Create(int seed)
    {
        var random = new Random(seed);
        (int width, int height) = seed % 7 == 0 ? (18, 18) : (random.Next(10, 60), random.Next(10, 60));
        var pixels = new byte[4 * width * height];
        double fx = random.NextDouble(), fy = random.NextDouble();
        for (int i = 0; i < width * height; i++)
        {
            for (int channel = 0; channel < 3; channel++)
                pixels[4 * i + channel] = (byte)(127.5 * (1 + Math.Sin(fx * (channel + 1) * (i % width) + fy * (i / width) + seed)));
            pixels[4 * i + 3] = 255;
        }
        return MLImage.CreateFromPixels(width, height, seed % 2 == 0 ? MLPixelFormat.Bgra32 : MLPixelFormat.Rgba32, pixels);
    }

    public void Dispose() => _images.ForEach(image => image.Dispose());

    public sealed class Row
    {
        public int Number { get; set; }

        public string Name { get; set; } = "";

        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        [ImageType(1, 1)]
        public MLImage? Image { get; set; }

        public string Class { get; set; } = "";
    }

    /// <summary>What a featurized row is read as.</summary>
    public sealed class Scored
    {
        public int Number { get; set; }

        public string Name { get; set; } = "";

        public float[] Vector { get; set; } = [];

        public float[] Features { get; set; } = [];
    }
}
