using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Drawing;

/// <summary>Things that are of no class: bars, blobs, discs and shards.</summary>
internal static class Clutter
{
    /// <summary>Draws pieces at random places of the unit square.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="random">The image's random stream.</param>
    /// <param name="pieces">How many.</param>
    /// <param name="largest">Radius of the largest possible piece.</param>
    public static void Draw(SKCanvas canvas, Random random, int pieces, float largest)
    {
        for (int i = 0; i < pieces; i++)
        {
            float radius = largest * random.Between(0.3f, 1);
            using SKPath piece = Piece(random, radius);
            SKPoint place = random.Point(0, 1);
            piece.Transform(SKMatrix.CreateRotationDegrees(random.Angle()).PostConcat(SKMatrix.CreateTranslation(place.X, place.Y)));
            canvas.Save();
            canvas.ClipPath(piece, antialias: true);
            new Material(random.Between(15, 85), random.Pattern(), random.Between(0.05f, 0.3f)).Fill(canvas, random, 2 * radius);
            canvas.Restore();
        }
    }

    private static SKPath Piece(Random random, float radius)
    {
        var piece = new SKPath();
        switch (random.Next(4))
        {
            case 0:
                piece.AddRect(new SKRect(-1.6f * radius, -0.25f * radius, 1.6f * radius, 0.25f * radius));
                break;
            case 1:
                piece.AddOval(new SKRect(-radius, -0.6f * radius, radius, 0.6f * radius));
                break;
            case 2:
                piece.AddRoundRect(new SKRect(-0.7f * radius, -0.7f * radius, 0.7f * radius, 0.7f * radius), 0.2f * radius, 0.2f * radius);
                break;
            default:
                piece.AddPoly([random.Point(-radius, radius), random.Point(-radius, radius), random.Point(-radius, radius)], close: true);
                break;
        }
        return piece;
    }
}
