using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>Draws of numbers, angles, patterns and colors.</summary>
internal static class RandomDraws
{
    public static float Between(this Random random, float low, float high) => low + ((high - low) * random.NextSingle());

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    public static float Angle(this Random random) => random.Between(0, 360);

    public static SKPoint Point(this Random random, float low, float high) => new(random.Between(low, high), random.Between(low, high));

    public static Pattern Pattern(this Random random) => (Pattern)random.Next(Enum.GetValues<Pattern>().Length);

    /// <summary>Any hue, mostly muted, of the given lightness in percent.</summary>
    public static SKColor Color(this Random random, float lightness) =>
        SKColor.FromHsl(random.Angle(), random.Between(10, 75), Math.Clamp(lightness, 4, 96));
}
