using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Gaussian blur by three box blurs in each direction (Gwosdek et al., "Theoretical foundations of Gaussian convolution by extended
/// box filtering"); the same bits as Pillow's. The outermost pixels are repeated beyond the edges.
/// </summary>
internal static class GaussianBlur
{
    private const int Passes = 3;

    /// <summary>Blurs an image in place.</summary>
    /// <param name="pixels">height × width × 3 values.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="radius">Standard deviation of the Gaussian in pixels.</param>
    public static void Blur(Span<byte> pixels, int width, double radius)
    {
        float boxRadius = BoxRadius((float)radius);
        if (boxRadius == 0)
            return;
        var box = new ExtendedBox(boxRadius);
        BlurRows(pixels, 3 * width, box);
        BlurColumns(pixels, 3 * width, box);
    }

    /// <summary>The radius of the box, in single precision throughout, as in Pillow.</summary>
    private static float BoxRadius(float radius)
    {
        float variance = radius * radius / Passes;
        var length = (float)Math.Sqrt(12.0 * variance + 1.0);
        var whole = (float)Math.Floor((length - 1.0) / 2.0);
        float fraction = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
        fraction /= 6 * (variance - (whole + 1) * (whole + 1));
        return whole + fraction;
    }

    private static void BlurRows(Span<byte> pixels, int rowBytes, ExtendedBox box)
    {
        int margin = 3 * (box.Radius + 1);
        byte[] padded = ArrayPool<byte>.Shared.Rent(rowBytes + 2 * margin);
        for (int start = 0; start < pixels.Length; start += rowBytes)
        {
            Span<byte> row = pixels.Slice(start, rowBytes);
            for (int pass = 0; pass < Passes; pass++)
            {
                row.CopyTo(padded.AsSpan(margin));
                for (int i = 0; i < margin; i++)
                {
                    padded[i] = row[i % 3];
                    padded[margin + rowBytes + i] = row[rowBytes - 3 + i % 3];
                }
                // A neighbor is one pixel, that is three values, away.
                box.Blur(padded, 3, row);
            }
        }
        ArrayPool<byte>.Shared.Return(padded);
    }

    private static void BlurColumns(Span<byte> pixels, int rowBytes, ExtendedBox box)
    {
        int margin = rowBytes * (box.Radius + 1);
        byte[] padded = ArrayPool<byte>.Shared.Rent(pixels.Length + 2 * margin);
        for (int pass = 0; pass < Passes; pass++)
        {
            pixels.CopyTo(padded.AsSpan(margin));
            for (int i = 0; i < margin; i += rowBytes)
            {
                pixels[..rowBytes].CopyTo(padded.AsSpan(i));
                pixels[^rowBytes..].CopyTo(padded.AsSpan(margin + pixels.Length + i));
            }
            box.Blur(padded, rowBytes, pixels);
        }
        ArrayPool<byte>.Shared.Return(padded);
    }

    /// <summary>A box of 2·Radius + 1 full pixels and a fraction of the pixel beyond on both sides, in 24-bit fixed point.</summary>
    private readonly struct ExtendedBox
    {
        private const uint Half = 1 << 23;

        private readonly uint _full;
        private readonly uint _edge;

        public ExtendedBox(float radius)
        {
            Radius = (int)radius;
            _full = (uint)((1 << 24) / (radius * 2 + 1));
            _edge = ((1u << 24) - (uint)(Radius * 2 + 1) * _full) / 2;
        }

        public int Radius { get; }

        /// <summary>Blurs values whose neighbors are <paramref name="step"/> apart; the source is padded with Radius + 1 steps on both sides.</summary>
        public void Blur(ReadOnlySpan<byte> padded, int step, Span<byte> destination)
        {
            ref byte source = ref MemoryMarshal.GetReference(padded);
            int last = 2 * (Radius + 1) * step, x = 0;
            for (; x <= destination.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
            {
                (Vector128<ushort> edgeLow, Vector128<ushort> edgeHigh) = Sum(ref source, x, x + last, last);
                (Vector128<ushort> fullLow, Vector128<ushort> fullHigh) = Sum(ref source, x + step, x + last - step, step);
                Vector128.Narrow(Mix(fullLow, edgeLow), Mix(fullHigh, edgeHigh)).CopyTo(destination[x..]);
            }
            for (; x < destination.Length; x++)
            {
                uint sum = 0;
                for (int offset = x + step; offset < x + last; offset += step)
                    sum += padded[offset];
                destination[x] = (byte)((sum * _full + (uint)(padded[x] + padded[x + last]) * _edge + Half) >> 24);
            }
        }

        /// <summary>The sum of groups of 16 values from one offset to another, inclusive. 16 bits hold it up to a radius of 127.</summary>
        private static (Vector128<ushort> Low, Vector128<ushort> High) Sum(ref byte source, int from, int to, int step)
        {
            Vector128<ushort> low = default, high = default;
            for (int offset = from; offset <= to; offset += step)
            {
                (Vector128<ushort> first, Vector128<ushort> second) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)offset));
                low += first;
                high += second;
            }
            return (low, high);
        }

        private Vector128<ushort> Mix(Vector128<ushort> full, Vector128<ushort> edge)
        {
            Vector256<uint> mixed = Vector256.WidenLower(full.ToVector256Unsafe()) * _full
                + Vector256.WidenLower(edge.ToVector256Unsafe()) * _edge + Vector256.Create(Half);
            mixed >>>= 24;
            return Vector128.Narrow(mixed.GetLower(), mixed.GetUpper());
        }
    }
}
