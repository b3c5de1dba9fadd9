namespace Cmae.MLNet.Imaging;

/// <summary>The map (x, y) → (XX·x + XY·y + X0, YX·x + YY·y + Y0).</summary>
internal readonly record struct AffineMap(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    /// <summary>A clockwise rotation around a center.</summary>
    public static AffineMap Rotation(double degrees, double centerX, double centerY)
    {
        double angle = -degrees * Math.PI / 180, cos = Math.Cos(angle), sin = Math.Sin(angle);
        return new(cos, sin, (1 - cos) * centerX - sin * centerY, -sin, cos, sin * centerX + (1 - cos) * centerY);
    }

    /// <summary>The map that undoes this one.</summary>
    public AffineMap Inverse()
    {
        double scale = 1 / (XX * YY - XY * YX);
        (double xx, double xy, double yx, double yy) = (YY * scale, -XY * scale, -YX * scale, XX * scale);
        return new(xx, xy, -xx * X0 - xy * Y0, yx, yy, -yx * X0 - yy * Y0);
    }
}
