using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>What a surface looks like: a lit gradient of one color under a pattern.</summary>
/// <param name="Lightness">Of the color, in percent.</param>
/// <param name="Pattern">What covers it.</param>
/// <param name="PatternStrength">How much, from 0 to 1.</param>
internal sealed record Material(float Lightness, Pattern Pattern, float PatternStrength)
{
    /// <summary>Fills the canvas, within its clip, as a surface that spans <paramref name="size"/> units.</summary>
    public void Fill(SKCanvas canvas, Random random, float size)
    {
        using (var light = new SKPaint { Shader = Light(random, random.Color(Lightness), size) })
            canvas.DrawPaint(light);
        using SKPaint? pattern = PatternPaint.Create(Pattern, random, random.Between(0.11f, 0.17f), PatternStrength);
        if (pattern is not null)
            canvas.DrawPaint(pattern);
    }

    /// <summary>A gradient from the lit to the shaded side, or around a highlight.</summary>
    private static SKShader Light(Random random, SKColor color, float size)
    {
        color.ToHsl(out float hue, out float saturation, out float lightness);
        float depth = random.Between(5, 16);
        SKColor[] tones =
        [
            SKColor.FromHsl(hue, saturation, Math.Min(lightness + depth, 97)),
            SKColor.FromHsl((hue + random.Between(0, 25)) % 360, saturation, Math.Max(lightness - depth, 3)),
        ];
        return random.Chance(0.5)
            ? SKShader.CreateLinearGradient(random.Point(-size, 0), random.Point(0, size), tones, SKShaderTileMode.Clamp)
            : SKShader.CreateRadialGradient(
                random.Point(-size / 2, size / 2), size * random.Between(0.8f, 1.6f), tones, SKShaderTileMode.Clamp);
    }
}
