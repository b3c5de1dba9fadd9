using System.Collections.Concurrent;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// The weights that scale a row of pixels to another length: an antialiased cubic filter (a = -0.5), in fixed point with
/// <see cref="FractionBits"/> fraction bits, as Pillow computes it for 8-bit images.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class ResamplingWeights
{
    /// <summary>Bits after the binary point: 32, minus 8 for the pixel and 2 for the filter's overshoot.</summary>
    public const int FractionBits = 22;

    /// <summary>The most bytes that are cached, because crops of large images have thousands of sizes; other weights are computed each time.</summary>
    private const long CacheBytes = 64 << 20;

    private static readonly ConcurrentDictionary<(int Input, int Output), ResamplingWeights> _cache = new();
    private static long _cachedBytes;

    private readonly int[] _first;
    private readonly int[] _count;
    private readonly int[] _weights;
    private readonly int _stride;

    private ResamplingWeights(int input, int output)
    {
        double scale = (double)input / output;
        double filterScale = Math.Max(scale, 1);
        double support = 2 * filterScale;
        _stride = (int)Math.Ceiling(support) * 2 + 1;
        (_first, _count, _weights) = (new int[output], new int[output], new int[output * _stride]);
        var exact = new double[_stride];
        for (int position = 0; position < output; position++)
        {
            double center = (position + 0.5) * scale;
            int first = Math.Max((int)(center - support + 0.5), 0);
            int count = Math.Min((int)(center + support + 0.5), input) - first;
            double sum = 0;
            for (int tap = 0; tap < count; tap++)
                sum += exact[tap] = Cubic((tap + first - center + 0.5) * (1 / filterScale));
            for (int tap = 0; tap < count; tap++)
            {
                double fixedPoint = (sum == 0 ? exact[tap] : exact[tap] / sum) * (1 << FractionBits);
                _weights[position * _stride + tap] = (int)(fixedPoint + (fixedPoint < 0 ? -0.5 : 0.5));
            }
            (_first[position], _count[position]) = (first, count);
        }
    }

    /// <summary>The weights that scale rows of one length to another, from the cache if it has them.</summary>
    public static ResamplingWeights ForLengths(int input, int output)
    {
        if (_cache.TryGetValue((input, output), out ResamplingWeights? known))
            return known;
        var weights = new ResamplingWeights(input, output);
        long bytes = sizeof(int) * (weights._weights.LongLength + 2L * output);
        if (Interlocked.Read(ref _cachedBytes) + bytes <= CacheBytes && _cache.TryAdd((input, output), weights))
            Interlocked.Add(ref _cachedBytes, bytes);
        return weights;
    }

    /// <summary>The first input pixel that an output pixel depends on.</summary>
    public int FirstInput(int position) => _first[position];

    /// <summary>The weights that an output pixel gives to its first input pixel and those after it.</summary>
    public ReadOnlySpan<int> Taps(int position) => _weights.AsSpan(position * _stride, _count[position]);

    private static double Cubic(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((a + 2) * x - (a + 3)) * x * x + 1,
            < 2 => (((x - 5) * x + 8) * x - 4) * a,
            _ => 0,
        };
    }
}
