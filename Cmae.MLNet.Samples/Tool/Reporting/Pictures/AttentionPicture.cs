using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Reporting.Pictures;

/// <summary>An image, dark where its patches get little attention.</summary>
internal static class AttentionPicture
{
    private const float Darkest = 0.15f;

    /// <summary>Draws an image.</summary>
    /// <param name="square">The center square; it stays as it is.</param>
    /// <param name="attention">What every patch gets, row by row.</param>
    public static SKBitmap Draw(SKBitmap square, IReadOnlyList<float> attention)
    {
        int grid = (int)Math.Sqrt(attention.Count);
        (float least, float most) = (attention.Min(), attention.Max());
        var picture = new SKBitmap(square.Width, square.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int y = 0; y < square.Height; y++)
        {
            for (int x = 0; x < square.Width; x++)
            {
                float got = attention[(y * grid / square.Height * grid) + (x * grid / square.Width)];
                float light = Darkest + ((1 - Darkest) * (got - least) / Math.Max(most - least, 1e-9f));
                SKColor color = square.GetPixel(x, y);
                picture.SetPixel(x, y, new SKColor((byte)(color.Red * light), (byte)(color.Green * light), (byte)(color.Blue * light)));
            }
        }
        return picture;
    }
}
