using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Draws label maps in the colors of their classes.</summary>
/// <param name="palette">R,G,B for every class.</param>
/// <param name="side">Side of the maps.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class LabelMapPicture(byte[] palette, int side)
{
    /// <summary>Side of the picture.</summary>
    public int Side => side;

    /// <summary>A picture, the caller's to dispose; places without a class are transparent black.</summary>
    public MLImage Draw(ReadOnlySpan<byte> map)
    {
        var pixels = new byte[4 * map.Length];
        for (int i = 0; i < map.Length; i++)
        {
            int color = 3 * map[i];
            if (color >= palette.Length)
                continue;
            Span<byte> pixel = pixels.AsSpan(4 * i, 4);
            (pixel[0], pixel[1], pixel[2], pixel[3]) = (palette[color + 2], palette[color + 1], palette[color], byte.MaxValue);
        }
        return MLImage.CreateFromPixels(side, side, MLPixelFormat.Bgra32, pixels);
    }
}
