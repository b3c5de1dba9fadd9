using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>
/// One image: a textured backdrop, clutter, a shaded object of the class at any place, size and angle with its shadow,
/// perhaps something in front of it, and a camera that blurs and adds noise.
/// </summary>
/// <remarks>An image is a function of shape, size and random stream alone.</remarks>
internal static class Scene
{
    private const double TypicalPatternChance = 0.9;

    /// <summary>Draws an image; the caller disposes it.</summary>
    public static SKBitmap Draw(Shape shape, int side, Random random)
    {
        using var scene = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(scene))
        {
            canvas.Scale(side); // the image is the unit square from here on
            float backdrop = random.Between(12, 50);
            new Material(backdrop, random.Pattern(), random.Between(0.03f, 0.15f)).Fill(canvas, random, 1);
            Clutter.Draw(canvas, random, random.Next(1, 5), largest: 0.14f);
            DrawObject(canvas, random, shape, backdrop + random.Between(25, 45));
            if (random.Chance(0.3))
                Clutter.Draw(canvas, random, 1, largest: 0.12f);
        }
        return Camera.Photograph(scene, random);
    }

    private static void DrawObject(SKCanvas canvas, Random random, Shape shape, float lightness)
    {
        float scale = random.Between(0.3f, 0.42f);
        using SKPath outline = ShapeOutlines.Create(shape, random);
        outline.Transform(Pose(random, scale));

        using var shadow = new SKPaint
        {
            Color = SKColors.Black.WithAlpha((byte)random.Next(40, 130)),
            MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, random.Between(0.01f, 0.03f)),
            IsAntialias = true,
        };
        canvas.Save();
        SKPoint fall = random.Point(-0.05f, 0.05f);
        canvas.Translate(fall.X, fall.Y);
        canvas.DrawPath(outline, shadow);
        canvas.Restore();

        canvas.Save();
        canvas.ClipPath(outline, antialias: true);
        Pattern pattern = random.Chance(TypicalPatternChance) ? TypicalPattern(shape) : random.Pattern();
        new Material(lightness, pattern, random.Between(0.5f, 0.9f)).Fill(canvas, random, 2 * scale);
        canvas.Restore();
    }

    /// <summary>What the things of a class are mostly made of.</summary>
    private static Pattern TypicalPattern(Shape shape) => shape switch
    {
        Shape.Crescent => Pattern.Clouds,
        Shape.Cross => Pattern.Bricks,
        Shape.Gear => Pattern.Hatching,
        Shape.Leaf => Pattern.Fibers,
        Shape.Mug => Pattern.Stripes,
        Shape.Ring => Pattern.Plain,
        Shape.Spiral => Pattern.Checks,
        Shape.Star => Pattern.Dots,
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
    };

    /// <summary>
    /// From the shape's square to the image: size, slight perspective squeeze, a turn by up to 30 degrees, mirror image, place.
    /// </summary>
    private static SKMatrix Pose(Random random, float scale)
    {
        SKMatrix pose = SKMatrix.CreateScale(scale * (random.Chance(0.5) ? 1 : -1), scale * random.Between(0.8f, 1));
        pose = pose.PostConcat(SKMatrix.CreateRotationDegrees(random.Between(-30, 30)));
        SKPoint center = random.Point(scale * 0.85f, 1 - (scale * 0.85f));
        return pose.PostConcat(SKMatrix.CreateTranslation(center.X, center.Y));
    }
}
