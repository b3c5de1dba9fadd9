using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Microsoft.ML;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Reporting.Pictures;

/// <summary>
/// Patch tokens as colors: their three principal components over all pictured images are red, green and blue, so that like parts have like
/// colors.
/// </summary>
internal static class TokenColors
{
    private const double LeastPart = 0.02;

    /// <summary>One picture for every image, a pixel for every patch.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="tokens">Patch tokens of the images, grid by grid.</param>
    /// <param name="grid">Patches along one side.</param>
    public static IReadOnlyList<SKBitmap> Draw(MLContext ml, IReadOnlyList<float[]> tokens, int grid)
    {
        int patches = grid * grid, width = tokens[0].Length / patches;
        float[][] components = PrincipalComponents.Of(ml, [.. tokens.SelectMany(image => image.Chunk(width))], count: 3);
        byte[][] channels = [.. Enumerable.Range(0, 3).Select(channel => Scaled([.. components.Select(token => token[channel])]))];
        return [.. tokens.Select((_, image) => Draw(channels, image * patches, grid))];
    }

    private static SKBitmap Draw(byte[][] channels, int first, int grid)
    {
        var bitmap = new SKBitmap(grid, grid, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int i = 0; i < grid * grid; i++)
            bitmap.SetPixel(i % grid, i / grid, new SKColor(channels[0][first + i], channels[1][first + i], channels[2][first + i]));
        return bitmap;
    }

    /// <summary>To 0..255, the outermost values cut off: one odd patch would make all others alike.</summary>
    private static byte[] Scaled(float[] values)
    {
        float[] sorted = [.. values.Order()];
        int cut = (int)(LeastPart * values.Length);
        (float low, float high) = (sorted[cut], sorted[^(cut + 1)]);
        return [.. values.Select(value => (byte)(255 * Math.Clamp((value - low) / Math.Max(high - low, 1e-9f), 0, 1)))];
    }
}
