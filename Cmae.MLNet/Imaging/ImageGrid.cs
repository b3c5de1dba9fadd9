using Cmae.MLNet.Files;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Draws images of one size side by side, row by row, and writes them as PNG.</summary>
internal static class ImageGrid
{
    private const int Gap = 4;
    private const int SmallestCell = 96;

    /// <summary>Writes a picture atomically: the file is never left half-written.</summary>
    /// <param name="path">A .png file.</param>
    /// <param name="rows">Rows of images, all of the same size; small ones are enlarged without smoothing: patches stay visible.</param>
    public static void WritePng(string path, IReadOnlyList<IReadOnlyList<PixelImage>> rows)
    {
        PixelImage first = rows[0][0];
        int zoom = Math.Max(1, (SmallestCell + first.Width - 1) / first.Width);
        (int width, int height) = (first.Width * zoom, first.Height * zoom);
        (int across, int down) = ((rows[0].Count * (width + Gap)) + Gap, (rows.Count * (height + Gap)) + Gap);
        using var bitmap = new SKBitmap(across, down, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column < rows[row].Count; column++)
            {
                using SKBitmap cell = SkiaBitmap.Of(rows[row][column]);
                canvas.DrawBitmap(cell, SKRect.Create(Gap + (column * (width + Gap)), Gap + (row * (height + Gap)), width, height));
            }
        }
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        AtomicFile.Write(path, stream => png.SaveTo(stream));
    }
}
