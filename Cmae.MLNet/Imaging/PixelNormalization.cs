namespace Cmae.MLNet.Imaging;

/// <summary>Turns 8-bit pixels into the planes that an encoder takes: reordered, less the mean, divided by the standard deviation.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class PixelNormalization
{
    private readonly float[][] _tables;
    private readonly int[] _channels;

    public PixelNormalization(ImagePreprocessing preprocessing)
    {
        _channels = preprocessing.ChannelOrder == CmaeChannelOrder.Rgb ? [0, 1, 2] : [2, 1, 0];
        (ChannelTriple mean, ChannelTriple deviation) = (preprocessing.Mean, preprocessing.StandardDeviation);
        _tables = [Table(mean.First, deviation.First), Table(mean.Second, deviation.Second), Table(mean.Third, deviation.Third)];
    }

    /// <summary>Writes the three planes of an image one after the other.</summary>
    /// <param name="pixels">H × W × 3 values, R,G,B.</param>
    /// <param name="planes">3 × H × W values in the encoder's channel order.</param>
    public void Apply(ReadOnlySpan<byte> pixels, Span<float> planes)
    {
        int count = pixels.Length / 3;
        for (int plane = 0; plane < 3; plane++)
        {
            float[] table = _tables[plane];
            Span<float> values = planes.Slice(plane * count, count);
            for (int i = 0, from = _channels[plane]; i < values.Length; i++, from += 3)
                values[i] = table[pixels[from]];
        }
    }

    private static float[] Table(float mean, float deviation) =>
        [.. Enumerable.Range(0, 256).Select(value => (float)((value - mean) * (1.0 / deviation)))];
}
