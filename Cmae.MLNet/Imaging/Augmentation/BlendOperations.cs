using System.Buffers;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Color changes of random augmentation, in place. They blend as OpenCV does (<c>value · factor + plain · (1 - factor)</c>), with rounding that
/// differs from <see cref="ColorOperations"/>.
/// </summary>
internal static class BlendOperations
{
    /// <summary>Blends with the gray version of the image, rounding to the nearest.</summary>
    public static void AdjustColor(Span<byte> pixels, double factor, CmaeChannelOrder channels)
    {
        (int red, int blue) = Luma.Positions(channels);
        for (int i = 0; i < pixels.Length; i += 3)
        {
            Span<byte> pixel = pixels.Slice(i, 3);
            int gray = Gray(pixel[red], pixel[1], pixel[blue]);
            foreach (ref byte value in pixel)
            {
                float blended = Blend(value, gray, (float)factor, (float)(1 - factor));
                value = (byte)Math.Clamp(MathF.Round(blended, MidpointRounding.ToEven), 0, 255);
            }
        }
    }

    /// <summary>Blends with the mean brightness, rounding down.</summary>
    public static void AdjustContrast(Span<byte> pixels, double factor, CmaeChannelOrder channels)
    {
        (int red, int blue) = Luma.Positions(channels);
        long sum = 0;
        for (int i = 0; i < pixels.Length; i += 3)
            sum += Gray(pixels[i + red], pixels[i + 1], pixels[i + blue]);
        var mean = (int)Math.Round((double)sum / (pixels.Length / 3));
        ColorOperations.Map(pixels, value => BlendDown(value, mean, factor));
    }

    /// <summary>Blends with black, rounding down.</summary>
    public static void AdjustBrightness(Span<byte> pixels, double factor) =>
        ColorOperations.Map(pixels, value => BlendDown(value, 0, factor));

    /// <summary>Blends with a smoothed version of the image, rounding down; edges are reflected.</summary>
    public static void AdjustSharpness(Span<byte> pixels, int width, double factor)
    {
        int height = pixels.Length / (3 * width);
        byte[] source = ArrayPool<byte>.Shared.Rent(pixels.Length);
        pixels.CopyTo(source);
        for (int y = 0; y < height; y++)
        {
            int above = Reflect(y - 1, height) * 3 * width, row = y * 3 * width, below = Reflect(y + 1, height) * 3 * width;
            for (int x = 0; x < width; x++)
            {
                int left = 3 * Reflect(x - 1, width), right = 3 * Reflect(x + 1, width);
                for (int channel = 0; channel < 3; channel++, left++, right++)
                {
                    int middle = 3 * x + channel;
                    int sum = source[above + left] + source[above + middle] + source[above + right]
                        + source[row + left] + 5 * source[row + middle] + source[row + right]
                        + source[below + left] + source[below + middle] + source[below + right];
                    pixels[row + middle] = BlendDown(source[row + middle], (int)Math.Round(sum / 13.0), factor);
                }
            }
        }
        ArrayPool<byte>.Shared.Return(source);
    }

    private static byte BlendDown(int value, int plain, double factor) =>
        (byte)Math.Clamp((float)(value * factor + plain * (1 - factor)), 0, 255);

    /// <summary>Blends with a single rounding of the sum, as processors with fused multiply-add do.</summary>
    private static float Blend(int value, int plain, float factor, float rest) => MathF.FusedMultiplyAdd(value, factor, plain * rest);

    private static int Gray(int red, int green, int blue) => (9798 * red + 19235 * green + 3735 * blue + (1 << 14)) >> 15;

    private static int Reflect(int position, int length) =>
        length == 1 ? 0 : position < 0 ? -position : position >= length ? 2 * length - 2 - position : position;
}
