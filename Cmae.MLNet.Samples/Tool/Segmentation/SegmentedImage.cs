using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>One image as a model segments it.</summary>
/// <param name="Path">The image.</param>
/// <param name="Shares">The share that each class has of it.</param>
/// <param name="Colors">The label map in the colors of the classes, to be stretched over the image; the next image disposes it.</param>
internal sealed record SegmentedImage(string Path, float[] Shares, SKBitmap? Colors)
{
    /// <summary>Runs a model on images, one after the other.</summary>
    /// <param name="scored">What the model's Transform returns.</param>
    /// <param name="needsColors">Whether the maps are needed in color.</param>
    /// <exception cref="InvalidDataException">The model makes no such column.</exception>
    public static IEnumerable<SegmentedImage> All(IDataView scored, bool needsColors)
    {
        DataViewSchema.Column path = Column(scored, "ImagePath"), shares = Column(scored, SegmentationModel.ClassShares);
        DataViewSchema.Column[] mask = needsColors ? [Column(scored, SegmentationModel.Mask)] : [];
        using DataViewRowCursor cursor = scored.GetRowCursor([path, shares, .. mask]);
        ValueGetter<ReadOnlyMemory<char>> getPath = cursor.GetGetter<ReadOnlyMemory<char>>(path);
        ValueGetter<VBuffer<float>> getShares = cursor.GetGetter<VBuffer<float>>(shares);
        ValueGetter<MLImage>? getMask = needsColors ? cursor.GetGetter<MLImage>(mask[0]) : null;
        ReadOnlyMemory<char> file = default;
        VBuffer<float> values = default;
        while (cursor.MoveNext())
        {
            getPath(ref file);
            getShares(ref values);
            MLImage? image = null;
            getMask?.Invoke(ref image!);
            using SKBitmap? colors = image is null ? null : BitmapOf(image);
            image?.Dispose();
            yield return new(file.ToString(), [.. values.DenseValues()], colors);
        }
    }

    /// <summary>The shares as text, the largest first.</summary>
    public string Text(IReadOnlyList<string> classes) => string.Join(", ", classes.Zip(Shares)
        .Where(pair => pair.Second > 0).OrderByDescending(pair => pair.Second).Select(pair => $"{pair.First} {100 * pair.Second:F1} %"));

    private static DataViewSchema.Column Column(IDataView scored, string name) => scored.Schema.GetColumnOrNull(name)
        ?? throw new InvalidDataException(
            $"The model makes no column '{name}'. Save it with 'segment --model', or set MaskImageColumnName = \"Mask\" in the "
                + "trainer's options.");

    private static SKBitmap BitmapOf(MLImage image)
    {
        SKColorType order = image.PixelFormat == MLPixelFormat.Rgba32 ? SKColorType.Rgba8888 : SKColorType.Bgra8888;
        var bitmap = new SKBitmap(image.Width, image.Height, order, SKAlphaType.Opaque);
        byte[] pixels = image.Pixels.ToArray();
        Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        return bitmap;
    }
}
