namespace Cmae.MLNet.Imaging;

/// <summary>The random part of an image that is scaled to the training size: a share of its area, in a random shape.</summary>
/// <param name="MinimumArea">Smallest share of the image's area.</param>
/// <param name="MaximumArea">Largest share of the image's area.</param>
internal sealed record RandomResizedCrop(double MinimumArea, double MaximumArea = 1)
{
    private const int Attempts = 10;
    private const double NarrowestAspect = 3.0 / 4, WidestAspect = 4.0 / 3;

    /// <summary>Draws a box for an image of the given size; after ten failed attempts, takes the largest centered box of an allowed shape.</summary>
    public CropBox Draw(Random random, int height, int width)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double area = MinimumArea + (MaximumArea - MinimumArea) * random.NextDouble();
            double logAspect = Math.Log(NarrowestAspect) + Math.Log(WidestAspect / NarrowestAspect) * random.NextDouble();
            (int boxHeight, int boxWidth) = SizeOf(height, width, area, logAspect);
            if (boxHeight <= height && boxWidth <= width && boxHeight > 0 && boxWidth > 0)
                return new(random.Next(height - boxHeight + 1), random.Next(width - boxWidth + 1), boxHeight, boxWidth);
        }
        return Center(height, width);
    }

    /// <summary>Height and width of a box with the given share of the area and width:height = exp(logAspect); it may be larger than the image.</summary>
    public static (int Height, int Width) SizeOf(int height, int width, double area, double logAspect)
    {
        double pixels = area * height * width, aspect = Math.Exp(logAspect);
        return ((int)Math.Round(Math.Sqrt(pixels / aspect)), (int)Math.Round(Math.Sqrt(pixels * aspect)));
    }

    /// <summary>The largest centered box whose aspect ratio is between 3:4 and 4:3.</summary>
    public static CropBox Center(int height, int width)
    {
        double aspect = (double)width / height;
        int boxHeight = aspect < NarrowestAspect ? Math.Clamp((int)Math.Round(width / NarrowestAspect), 1, height) : height;
        int boxWidth = aspect > WidestAspect ? Math.Clamp((int)Math.Round(height * WidestAspect), 1, width) : width;
        return new((height - boxHeight) / 2, (width - boxWidth) / 2, boxHeight, boxWidth);
    }
}
