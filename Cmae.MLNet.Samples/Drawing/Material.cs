using SkiaSharp;

namespace Cmae.MLNet.Samples.Drawing;

/// <summary>What a surface looks like: a lit gradient of one colour under a pattern of stripes, dots, checks, grain or nothing.</summary>
internal static class Material
{
    /// <summary>Fills the canvas, within its clip, as a surface of the given lightness (percent) that spans <paramref name="size"/> units.</summary>
    public static void Fill(SKCanvas canvas, Random random, float lightness, float size)
    {
        SKColor color = random.Color(lightness);
        using (var light = new SKPaint { Shader = Light(random, color, size) })
            canvas.DrawPaint(light);
        using SKPaint? pattern = Pattern(random, size);
        if (pattern is not null)
            canvas.DrawPaint(pattern);
    }

    /// <summary>A gradient from the lit to the shaded side, or around a highlight.</summary>
    private static SKShader Light(Random random, SKColor color, float size)
    {
        color.ToHsl(out float hue, out float saturation, out float lightness);
        float depth = random.Between(6, 22);
        SKColor[] tones =
        [
            SKColor.FromHsl(hue, saturation, Math.Min(lightness + depth, 97)),
            SKColor.FromHsl((hue + random.Between(0, 25)) % 360, saturation, Math.Max(lightness - depth, 3)),
        ];
        return random.Chance(0.5)
            ? SKShader.CreateLinearGradient(random.Point(-size, 0), random.Point(0, size), tones, SKShaderTileMode.Clamp)
            : SKShader.CreateRadialGradient(random.Point(-size / 2, size / 2), size * random.Between(0.8f, 1.6f), tones, SKShaderTileMode.Clamp);
    }

    private static SKPaint? Pattern(Random random, float size)
    {
        float period = size * random.Between(0.1f, 0.28f);
        byte alpha = (byte)random.Next(30, 110);
        SKColor ink = (random.Chance(0.5) ? SKColors.Black : random.Color(85)).WithAlpha(alpha);
        return random.Next(6) switch
        {
            0 => Tiled(random, period, ink, static (canvas, paint, side) => canvas.DrawRect(0, 0, side / 2, side, paint)),
            1 => Tiled(random, period, ink, static (canvas, paint, side) => canvas.DrawCircle(side / 2, side / 2, side * 0.28f, paint)),
            2 => Tiled(random, period, ink, static (canvas, paint, side) =>
            {
                canvas.DrawRect(0, 0, side / 2, side / 2, paint);
                canvas.DrawRect(side / 2, side / 2, side / 2, side / 2, paint);
            }),
            3 or 4 => Grain(random, size, alpha),
            _ => null,
        };
    }

    /// <summary>A tile that repeats, turned by any angle.</summary>
    private static SKPaint Tiled(Random random, float period, SKColor ink, Action<SKCanvas, SKPaint, float> drawTile)
    {
        using var recorder = new SKPictureRecorder();
        using var paint = new SKPaint { Color = ink, IsAntialias = true };
        SKRect tile = SKRect.Create(period, period);
        drawTile(recorder.BeginRecording(tile), paint, period);
        using SKPicture picture = recorder.EndRecording();
        SKMatrix turn = SKMatrix.CreateRotationDegrees(random.Angle());
        return new SKPaint { Shader = SKShader.CreatePicture(picture, SKShaderTileMode.Repeat, SKShaderTileMode.Repeat, turn, tile), IsAntialias = true };
    }

    /// <summary>Cloudy or fibrous noise, laid over the colours.</summary>
    private static SKPaint Grain(Random random, float size, byte alpha)
    {
        float across = random.Between(1, 7) / size, along = random.Between(1, 7) / size;
        return new SKPaint
        {
            Shader = SKShader.CreatePerlinNoiseTurbulence(across, along, numOctaves: 3, seed: random.Next(10_000)),
            Color = SKColors.Black.WithAlpha((byte)Math.Min(2 * alpha, 255)),
            BlendMode = SKBlendMode.Overlay,
        };
    }
}
