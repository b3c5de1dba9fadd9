namespace Cmae.MLNet.Imaging;

/// <summary>Where the whole of an image lies in a square, as ML.NET's ResizeImages places it with IsoPad.</summary>
/// <param name="Left">First column.</param>
/// <param name="Top">First row.</param>
/// <param name="Width">Number of columns.</param>
/// <param name="Height">Number of rows.</param>
internal readonly record struct Letterbox(int Left, int Top, int Width, int Height)
{
    /// <summary>
    /// The place of an image. One that is so long that its short side has not even a pixel is not drawn at all: it counts as the whole square.
    /// </summary>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    /// <param name="side">Side of the square.</param>
    public static Letterbox Of(int width, int height, int side) =>
        IsDrawn(width, height, side) ? Place(width, height, side) : Whole(side);

    /// <summary>Whether anything of an image is drawn.</summary>
    public static bool IsDrawn(int width, int height, int side) => Place(width, height, side) is { Width: > 0, Height: > 0 };

    /// <summary>The whole square.</summary>
    public static Letterbox Whole(int side) => new(0, 0, side, side);

    /// <summary>The place of the opaque part of a square; the whole square if nothing is opaque.</summary>
    /// <param name="alpha">side² values, 0 outside of the image.</param>
    /// <param name="side">Side of the square.</param>
    public static Letterbox Find(ReadOnlySpan<float> alpha, int side)
    {
        (int left, int right, int top, int bottom) = (side, -1, side, -1);
        for (int y = 0; y < side; y++)
        {
            ReadOnlySpan<float> row = alpha.Slice(y * side, side);
            int first = row.IndexOfAnyExcept(0);
            if (first < 0)
                continue;
            (top, bottom) = (Math.Min(top, y), y);
            (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOfAnyExcept(0)));
        }
        return right < 0 ? Whole(side) : new(left, top, right - left + 1, bottom - top + 1);
    }

    // In 32-bit floats and truncated, as ML.NET does it: the extent of the long side may come out one pixel short.
    private static Letterbox Place(int width, int height, int side)
    {
        float scale = Math.Min((float)side / width, (float)side / height);
        (float scaledWidth, float scaledHeight) = (width * scale, height * scale);
        return new((int)((side - scaledWidth) / 2), (int)((side - scaledHeight) / 2), (int)scaledWidth, (int)scaledHeight);
    }
}
