using Cmae.MLNet.Samples.Tool.Drawing;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Benchmarks.Inference;

/// <summary>Drawn images in memory: as a column of a data view, and as the planes that a graph takes.</summary>
internal sealed class BenchmarkImages
{
    private readonly int _side;
    private readonly byte[][] _pixels;

    public BenchmarkImages(int count, int side)
    {
        _side = side;
        Shape[] shapes = Enum.GetValues<Shape>();
        _pixels = [.. Enumerable.Range(0, count).Select(i => Draw(shapes[i % shapes.Length], side, new Random(i)))];
    }

    /// <summary>The images as new objects each time they are read: ML.NET's pixel extraction disposes them.</summary>
    public IDataView View(MLContext ml) =>
        ml.Data.LoadFromEnumerable(
            _pixels.Select(pixels => new Row { Image = MLImage.CreateFromPixels(_side, _side, MLPixelFormat.Rgba32, pixels) }));

    /// <summary>The first images, count × 3 × side × side values on the 0..255 scale.</summary>
    public float[] Planes(int count)
    {
        int area = _side * _side;
        float[] planes = new float[count * 3 * area];
        for (int i = 0; i < planes.Length; i++)
        {
            (int image, int rest) = Math.DivRem(i, 3 * area);
            (int channel, int position) = Math.DivRem(rest, area);
            planes[i] = _pixels[image][(4 * position) + channel];
        }
        return planes;
    }

    /// <summary>The first images as training takes them, count × side × side × 3 values.</summary>
    public byte[] Interleaved(int count) => [.. _pixels.Take(count).SelectMany(pixels => pixels.Where((_, i) => i % 4 != 3))];

    private static byte[] Draw(Shape shape, int side, Random random)
    {
        using SKBitmap image = Scene.Draw(shape, side, random);
        using SKBitmap converted = image.Copy(SKColorType.Rgba8888);
        return converted.Bytes;
    }

    private sealed class Row
    {
        [ImageType(1, 1)] // nominal: the images say their own size
        public MLImage? Image { get; set; }
    }
}
