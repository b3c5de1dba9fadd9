namespace Cmae.MLNet.Imaging;

/// <summary>Brightness of a pixel by the weights of ITU-R 601 (0.299, 0.587, 0.114), in 16-bit fixed point.</summary>
internal static class Luma
{
    /// <summary>The positions of red and blue in a pixel's three bytes.</summary>
    /// <remarks>
    /// The official color operations take the array's first channel for blue although the images are R,G,B. Reproducing
    /// them means reading the pixels as <see cref="CmaeChannelOrder.Bgr"/>; natural colors are <see cref="CmaeChannelOrder.Rgb"/>.
    /// </remarks>
    public static (int Red, int Blue) Positions(CmaeChannelOrder order) => order == CmaeChannelOrder.Rgb ? (0, 2) : (2, 0);

    public static int Brightness(int red, int green, int blue) => (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
}
