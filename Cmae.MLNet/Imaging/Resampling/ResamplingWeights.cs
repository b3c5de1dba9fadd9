using System.Collections.Concurrent;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// The weights with which one row of pixels becomes a row of another length: an antialiased cubic filter (a = -0.5), in fixed point
/// with <see cref="FractionBits"/> bits, as the usual Python imaging stack computes it for 8-bit images.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class ResamplingWeights
{
    /// <summary>Bits after the binary point: 32 less 8 for the pixel and 2 for the filter's overshoot.</summary>
    public const int FractionBits = 22;

    /// <summary>Weights beyond this many bytes in all are computed each time: crops of large images come in thousands of sizes.</summary>
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

    /// <summary>The weights for rows of the given lengths, from the cache if they are in it.</summary>
    public static ResamplingWeights For(int input, int output)
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
    public int First(int position) => _first[position];

    /// <summary>The weights of that input pixel and its successors.</summary>
    public ReadOnlySpan<int> Of(int position) => _weights.AsSpan(position * _stride, _count[position]);

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
