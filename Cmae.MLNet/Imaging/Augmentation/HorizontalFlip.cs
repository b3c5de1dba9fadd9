using System.Runtime.InteropServices;

namespace Cmae.MLNet.Imaging;

/// <summary>Mirrors an image left to right, in place.</summary>
internal static class HorizontalFlip
{
    public static void Mirror(Span<byte> pixels, int width)
    {
        for (int row = 0; row < pixels.Length; row += 3 * width)
            MemoryMarshal.Cast<byte, Triple>(pixels.Slice(row, 3 * width)).Reverse();
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly struct Triple
    {
        private readonly byte _red, _green, _blue;
    }
}
