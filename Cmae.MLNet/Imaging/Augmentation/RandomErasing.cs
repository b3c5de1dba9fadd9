namespace Cmae.MLNet.Imaging;

/// <summary>Fills a random box of an image with noise around ImageNet's mean color; official fine-tuning does so with probability 0.25.</summary>
internal static class RandomErasing
{
    private const double SmallestArea = 0.02, LargestArea = 1.0 / 3;
    private const double NarrowestAspect = 0.3;

    /// <summary>Draws a box with the given probability, otherwise none.</summary>
    public static CropBox? Draw(Random random, int height, int width, double probability)
    {
        if (random.NextDouble() >= probability)
            return null;
        double logAspect = Math.Log(NarrowestAspect) * (1 - 2 * random.NextDouble());
        double area = SmallestArea + (LargestArea - SmallestArea) * random.NextDouble();
        (int boxHeight, int boxWidth) = SizeOf(height, width, area, logAspect);
        return new(random.Next(height - boxHeight + 1), random.Next(width - boxWidth + 1), boxHeight, boxWidth);
    }

    /// <summary>Height and width of a box with the given share of the area and height:width = exp(logAspect), at most those of the image.</summary>
    public static (int Height, int Width) SizeOf(int height, int width, double area, double logAspect)
    {
        double pixels = area * height * width, aspect = Math.Exp(logAspect);
        int boxHeight = (int)Math.Round(Math.Sqrt(pixels * aspect)), boxWidth = (int)Math.Round(Math.Sqrt(pixels / aspect));
        return (Math.Min(boxHeight, height), Math.Min(boxWidth, width));
    }

    /// <summary>Fills the box in place.</summary>
    /// <param name="pixels">An image of rows of <paramref name="width"/> pixels.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="box">The box.</param>
    /// <param name="random">Source of the noise.</param>
    /// <param name="preprocessing">Mean and deviation of the noise, channel by channel of the pixels.</param>
    public static void Erase(Span<byte> pixels, int width, CropBox box, Random random, CmaeImagePreprocessing preprocessing)
    {
        (CmaeChannelTriple mean, CmaeChannelTriple deviation) = (preprocessing.Mean, preprocessing.StandardDeviation);
        for (int y = box.Top; y < box.Top + box.Height; y++)
        {
            for (int i = 3 * (y * width + box.Left); i < 3 * (y * width + box.Left + box.Width); i += 3)
            {
                pixels[i] = Noise(random, mean.First, deviation.First);
                pixels[i + 1] = Noise(random, mean.Second, deviation.Second);
                pixels[i + 2] = Noise(random, mean.Third, deviation.Third);
            }
        }
    }

    private static byte Noise(Random random, double mean, double deviation) =>
        (byte)Math.Clamp(mean + deviation * GaussianNoise.Next(random), 0, 255);
}
