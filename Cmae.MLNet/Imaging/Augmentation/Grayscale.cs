namespace Cmae.MLNet.Imaging;

/// <summary>Replaces the color of every pixel by a gray of the same brightness, in place.</summary>
internal static class Grayscale
{
    private const double Red = 0.2989, Green = 0.587, Blue = 0.114, Sum = Blue + Green + Red;

    /// <summary>Changes an image in place, rounding down, as the official code does.</summary>
    /// <param name="pixels">Any number of pixels of three bytes.</param>
    /// <param name="channels">Which byte of a pixel is red; the official code takes the first one for blue (<see cref="CmaeChannelOrder.Bgr"/>).</param>
    public static void RemoveColors(Span<byte> pixels, CmaeChannelOrder channels)
    {
        (double first, double third) = channels == CmaeChannelOrder.Rgb ? (Red / Sum, Blue / Sum) : (Blue / Sum, Red / Sum);
        for (int i = 0; i < pixels.Length; i += 3)
        {
            Span<byte> pixel = pixels.Slice(i, 3);
            pixel.Fill((byte)(pixel[0] * first + pixel[1] * (Green / Sum) + pixel[2] * third));
        }
    }
}
