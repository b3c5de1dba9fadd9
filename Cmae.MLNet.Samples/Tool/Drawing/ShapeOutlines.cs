using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>The outlines of the shapes, each a little different every time, around the origin in a square from -1 to 1.</summary>
internal static class ShapeOutlines
{
    public static SKPath Create(Shape shape, Random random) => shape switch
    {
        Shape.Crescent => Crescent(random),
        Shape.Cross => Cross(random),
        Shape.Gear => Gear(random),
        Shape.Leaf => Leaf(random),
        Shape.Mug => Mug(random),
        Shape.Ring => Ring(random),
        Shape.Spiral => Spiral(random),
        Shape.Star => Star(random),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
    };

    private static SKPath Crescent(Random random)
    {
        using var moon = new SKPath();
        moon.AddCircle(0, 0, 1);
        using var shadow = new SKPath();
        shadow.AddCircle(random.Between(0.4f, 0.6f), 0, random.Between(0.75f, 0.85f));
        return moon.Op(shadow, SKPathOp.Difference);
    }

    private static SKPath Cross(Random random)
    {
        float half = random.Between(0.22f, 0.36f);
        using var across = new SKPath();
        across.AddRect(new SKRect(-1, -half, 1, half));
        var cross = new SKPath();
        cross.AddRect(new SKRect(-half, -1, half, 1));
        return Union(cross, across);
    }

    private static SKPath Gear(Random random)
    {
        int teeth = random.Next(7, 11);
        float root = random.Between(0.68f, 0.76f);
        var gear = new SKPath { FillType = SKPathFillType.EvenOdd };
        for (int i = 0; i < 4 * teeth; i++)
        {
            float radius = i % 4 < 2 ? 1 : root;
            SKPoint corner = Polar(radius, 2 * MathF.PI * i / (4 * teeth));
            if (i == 0)
                gear.MoveTo(corner);
            else
                gear.LineTo(corner);
        }
        gear.Close();
        gear.AddCircle(0, 0, random.Between(0.2f, 0.36f));
        return gear;
    }

    private static SKPath Leaf(Random random)
    {
        float width = random.Between(0.42f, 0.62f);
        var leaf = new SKPath { FillType = SKPathFillType.EvenOdd };
        leaf.MoveTo(0, -1);
        leaf.CubicTo(1.5f * width, -0.4f, 1.2f * width, 0.5f, 0, 0.75f);
        leaf.CubicTo(-1.2f * width, 0.5f, -1.5f * width, -0.4f, 0, -1);
        leaf.Close();
        using var stalk = new SKPath();
        stalk.AddRect(new SKRect(-0.06f, 0.6f, 0.06f, 1));
        SKPath whole = Union(leaf, stalk);
        using SKPath veins = Stroke(Veins(width), 0.07f);
        using (whole)
            return whole.Op(veins, SKPathOp.Difference);
    }

    private static SKPath Veins(float width)
    {
        var veins = new SKPath();
        veins.MoveTo(0, -0.75f);
        veins.LineTo(0, 0.6f);
        foreach (float y in (float[])[-0.15f, 0.25f])
        {
            veins.MoveTo(-0.62f * width, y - 0.22f);
            veins.LineTo(0, y + 0.12f);
            veins.LineTo(0.62f * width, y - 0.22f);
        }
        return veins;
    }

    private static SKPath Mug(Random random)
    {
        float half = random.Between(0.45f, 0.58f), height = random.Between(0.65f, 0.85f);
        var body = new SKPath();
        body.AddRoundRect(new SKRect(-half - 0.25f, -height, half - 0.25f, height), 0.14f, 0.14f);
        var ear = new SKPath();
        ear.AddOval(new SKRect(half - 0.65f, -0.5f, half + 0.32f, 0.5f));
        using SKPath handle = Stroke(ear, 0.2f);
        return Union(body, handle);
    }

    private static SKPath Ring(Random random)
    {
        var ring = new SKPath { FillType = SKPathFillType.EvenOdd };
        float flattening = random.Between(0.75f, 1), hole = random.Between(0.5f, 0.7f);
        ring.AddOval(new SKRect(-1, -flattening, 1, flattening));
        ring.AddOval(new SKRect(-hole, -hole * flattening, hole, hole * flattening));
        return ring;
    }

    private static SKPath Spiral(Random random)
    {
        float turns = random.Between(2f, 2.5f);
        var line = new SKPath();
        line.MoveTo(0, 0);
        for (int i = 1; i <= 90; i++)
            line.LineTo(Polar(0.9f * i / 90, turns * 2 * MathF.PI * i / 90));
        return Stroke(line, random.Between(0.17f, 0.23f));
    }

    private static SKPath Star(Random random)
    {
        int points = random.Next(5, 7);
        float inner = random.Between(0.38f, 0.48f);
        var star = new SKPath();
        star.AddPoly([.. Enumerable.Range(0, 2 * points).Select(i => Polar(i % 2 == 0 ? 1 : inner, MathF.PI * i / points))], close: true);
        return star;
    }

    private static SKPoint Polar(float radius, float angle) => new(radius * MathF.Sin(angle), -radius * MathF.Cos(angle));

    private static SKPath Union(SKPath first, SKPath second)
    {
        using (first)
            return first.Op(second, SKPathOp.Union);
    }

    private static SKPath Stroke(SKPath line, float width)
    {
        using (line)
        {
            using var paint = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = width, StrokeCap = SKStrokeCap.Round };
            return paint.GetFillPath(line);
        }
    }
}
