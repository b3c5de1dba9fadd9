using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>Paints that lay a pattern over what is there, at any angle.</summary>
internal static class PatternPaint
{
    /// <summary>Creates the paint of a pattern; null for a plain surface. The caller disposes it.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="random">The image's random stream.</param>
    /// <param name="period">Length after which the pattern repeats, in units of the image's side.</param>
    /// <param name="strength">How much it covers, from 0 to 1.</param>
    public static SKPaint? Create(Pattern pattern, Random random, float period, float strength)
    {
        SKColor ink = (random.Chance(0.5) ? random.Color(8) : random.Color(92)).WithAlpha((byte)(255 * strength));
        return pattern switch
        {
            Pattern.Plain => null,
            Pattern.Clouds => Noise(random, 0.5f / period, 0.5f / period, strength),
            Pattern.Fibers => Noise(random, 0.15f / period, 1.5f / period, strength),
            _ => Tiled(random, period, ink, TileOf(pattern)),
        };
    }

    /// <summary>Draws one tile, a square of side 1.</summary>
    private static Action<SKCanvas, SKPaint> TileOf(Pattern pattern) => pattern switch
    {
        Pattern.Stripes => static (canvas, paint) => canvas.DrawRect(0, 0, 0.5f, 1, paint),
        Pattern.Dots => static (canvas, paint) => canvas.DrawCircle(0.5f, 0.5f, 0.3f, paint),
        Pattern.Checks => static (canvas, paint) =>
        {
            canvas.DrawRect(0, 0, 0.5f, 0.5f, paint);
            canvas.DrawRect(0.5f, 0.5f, 0.5f, 0.5f, paint);
        },
        Pattern.Bricks => static (canvas, paint) =>
        {
            canvas.DrawRect(0, 0, 1, 0.15f, paint);
            canvas.DrawRect(0, 0.5f, 1, 0.15f, paint);
            canvas.DrawRect(0, 0, 0.12f, 0.5f, paint);
            canvas.DrawRect(0.5f, 0.5f, 0.12f, 0.5f, paint);
        },
        Pattern.Hatching => static (canvas, paint) =>
        {
            canvas.DrawRect(0, 0, 0.22f, 1, paint);
            canvas.DrawRect(0.22f, 0, 0.78f, 0.22f, paint);
        },
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern, "This pattern is not made of tiles."),
    };

    private static SKPaint Tiled(Random random, float period, SKColor ink, Action<SKCanvas, SKPaint> drawTile)
    {
        using var recorder = new SKPictureRecorder();
        using var paint = new SKPaint { Color = ink };
        SKRect tile = SKRect.Create(1, 1);
        drawTile(recorder.BeginRecording(tile), paint);
        using SKPicture picture = recorder.EndRecording();
        SKMatrix turn = SKMatrix.CreateScale(period, period)
            .PostConcat(SKMatrix.CreateTranslation(random.NextSingle(), random.NextSingle()))
            .PostConcat(SKMatrix.CreateRotationDegrees(random.Angle()));
        return new SKPaint { Shader = SKShader.CreatePicture(picture, SKShaderTileMode.Repeat, SKShaderTileMode.Repeat, turn, tile) };
    }

    /// <summary>Noise of given frequencies (per side of the image) across and along, laid over the colors.</summary>
    private static SKPaint Noise(Random random, float across, float along, float strength) => new()
    {
        Shader = SKShader.CreatePerlinNoiseTurbulence(across, along, numOctaves: 2, seed: random.Next(10_000))
            .WithLocalMatrix(SKMatrix.CreateRotationDegrees(random.Angle())),
        Color = SKColors.Black.WithAlpha((byte)(255 * Math.Min(1, 1.5f * strength))),
        BlendMode = SKBlendMode.HardLight,
    };
}
