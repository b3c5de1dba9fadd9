namespace Cmae.MLNet.Imaging;

/// <summary>Changes that depend on how often each value occurs in a channel; each channel separately, in place.</summary>
internal static class HistogramOperations
{
    /// <summary>Stretches each channel to 0..255.</summary>
    public static void AutoContrast(Span<byte> pixels) => MapChannels(pixels, counts =>
    {
        int low = Array.FindIndex(counts, count => count > 0), high = Array.FindLastIndex(counts, count => count > 0);
        if (low >= high)
            return null;
        double scale = 255.0 / (high - low), offset = -low * scale;
        return [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Clamp(value * scale + offset, 0, 255))];
    });

    /// <summary>Spreads each channel so that all values occur about equally often.</summary>
    public static void Equalize(Span<byte> pixels) => MapChannels(pixels, counts =>
    {
        int step = (counts.Sum() - counts[Array.FindLastIndex(counts, count => count > 0)]) / 255;
        if (step == 0)
            return null;
        var table = new byte[256];
        for (int value = 0, below = 0; value < 255; value++)
        {
            below += counts[value];
            table[value + 1] = (byte)Math.Min((below + step / 2) / step, 255);
        }
        return table;
    });

    private static void MapChannels(Span<byte> pixels, Func<int[], byte[]?> tableFor)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            var counts = new int[256];
            for (int i = channel; i < pixels.Length; i += 3)
                counts[pixels[i]]++;
            if (tableFor(counts) is not { } table)
                continue;
            for (int i = channel; i < pixels.Length; i += 3)
                pixels[i] = table[pixels[i]];
        }
    }
}
