using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Antialiased bicubic scaling of 8-bit images, the same bits as Pillow's: rows first, rounded to 8 bits, then columns.
/// </summary>
internal static class BicubicResize
{
    private const int Half = 1 << (ResamplingWeights.FractionBits - 1);

    /// <summary>Scales a whole image.</summary>
    public static PixelImage Resize(PixelImage image, int width, int height)
    {
        var resized = new PixelImage(width, height);
        Resize(image, CropBox.Whole(image), resized.Pixels, width, height);
        return resized;
    }

    /// <summary>Cuts a box out of an image and scales it; pixels outside the box have no influence.</summary>
    /// <param name="image">The image.</param>
    /// <param name="box">The part to keep.</param>
    /// <param name="destination">Receives the result, height × width × 3 values.</param>
    /// <param name="width">Pixels of a row of the result.</param>
    /// <param name="height">Rows of the result.</param>
    public static void Resize(PixelImage image, CropBox box, Span<byte> destination, int width, int height)
    {
        box.RequireWithin(image);
        if (box.Height == height)
        {
            ScaleRows(image, box, destination, width);
            return;
        }
        int rowBytes = 3 * width;
        byte[] rows = ArrayPool<byte>.Shared.Rent(box.Height * rowBytes);
        ScaleRows(image, box, rows, width);
        ResamplingWeights weights = ResamplingWeights.ForLengths(box.Height, height);
        for (int y = 0; y < height; y++)
            MixRows(rows.AsSpan(weights.FirstInput(y) * rowBytes), weights.Taps(y), destination.Slice(y * rowBytes, rowBytes));
        ArrayPool<byte>.Shared.Return(rows);
    }

    private static void ScaleRows(PixelImage image, CropBox box, Span<byte> destination, int width)
    {
        int[]? scratch = box.Width == width ? null : ArrayPool<int>.Shared.Rent(4 * box.Width);
        ResamplingWeights weights = ResamplingWeights.ForLengths(box.Width, width);
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan(3 * ((box.Top + y) * image.Width + box.Left), 3 * box.Width);
            Span<byte> scaled = destination.Slice(3 * y * width, 3 * width);
            if (scratch is null)
                row.CopyTo(scaled);
            else
                ScaleRow(row, scratch, weights, scaled);
        }
        if (scratch is not null)
            ArrayPool<int>.Shared.Return(scratch);
    }

    /// <summary>Scales one row. Every pixel is converted to a vector of four integers only once, because about four sums use it.</summary>
    private static void ScaleRow(ReadOnlySpan<byte> row, Span<int> scratch, ResamplingWeights weights, Span<byte> destination)
    {
        ref int pixels = ref MemoryMarshal.GetReference(scratch);
        for (int from = 0, to = 0; from < row.Length; from += 3, to += 4)
        {
            Unsafe.Add(ref pixels, to) = row[from];
            Unsafe.Add(ref pixels, to + 1) = row[from + 1];
            Unsafe.Add(ref pixels, to + 2) = row[from + 2];
            Unsafe.Add(ref pixels, to + 3) = 0;
        }
        for (int position = 0, to = 0; to < destination.Length; position++, to += 3)
        {
            int first = weights.FirstInput(position);
            Vector128<int> sum = Vector128.Create(Half);
            foreach (int weight in weights.Taps(position))
                sum += Vector128.LoadUnsafe(ref pixels, (nuint)(4 * first++)) * weight;
            sum = Clamp(sum >> ResamplingWeights.FractionBits);
            destination[to + 2] = (byte)sum.GetElement(2);
            destination[to + 1] = (byte)sum.GetElement(1);
            destination[to] = (byte)sum.GetElement(0);
        }
    }

    /// <summary>Computes one row of the result, a weighted sum of rows, sixteen values at a time.</summary>
    private static void MixRows(ReadOnlySpan<byte> rows, ReadOnlySpan<int> weights, Span<byte> destination)
    {
        int x = 0;
        ref byte source = ref MemoryMarshal.GetReference(rows);
        for (; x <= destination.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Vector256<int> low = Vector256.Create(Half), high = low;
            nuint offset = (nuint)x;
            foreach (int weight in weights)
            {
                (Vector128<ushort> first, Vector128<ushort> second) = Vector128.Widen(Vector128.LoadUnsafe(ref source, offset));
                low += Widen(first) * weight;
                high += Widen(second) * weight;
                offset += (nuint)destination.Length;
            }
            Vector256<short> rounded = Vector256.Narrow(
                Clamp(low >> ResamplingWeights.FractionBits), Clamp(high >> ResamplingWeights.FractionBits));
            Vector128.Narrow(rounded.GetLower().AsUInt16(), rounded.GetUpper().AsUInt16()).CopyTo(destination[x..]);
        }
        for (; x < destination.Length; x++)
        {
            int sum = Half;
            for (int tap = 0; tap < weights.Length; tap++)
                sum += rows[tap * destination.Length + x] * weights[tap];
            destination[x] = (byte)Math.Clamp(sum >> ResamplingWeights.FractionBits, 0, 255);
        }
    }

    private static Vector256<int> Widen(Vector128<ushort> values) => Vector256.WidenLower(values.ToVector256Unsafe()).AsInt32();

    private static Vector128<int> Clamp(Vector128<int> values) => Vector128.Clamp(values, Vector128<int>.Zero, Vector128.Create(255));

    private static Vector256<int> Clamp(Vector256<int> values) => Vector256.Clamp(values, Vector256<int>.Zero, Vector256.Create(255));
}
