namespace Cmae.MLNet.Runtime;

/// <summary>
/// Seeds for independent random streams. A stream depends on the run's seed and on what it is for (epoch, image, step), never on what was drawn
/// before, so any step of a run can be repeated without replaying the steps before it.
/// </summary>
internal static class RandomSource
{
    /// <summary>A new stream for the given run seed and coordinates.</summary>
    public static Random Stream(int seed, params ReadOnlySpan<long> coordinates) => new((int)(Mix(seed, coordinates) >> 33));

    /// <summary>A 64-bit seed for the given run seed and coordinates (SplitMix64's finalizer over each of them).</summary>
    public static ulong Mix(int seed, params ReadOnlySpan<long> coordinates)
    {
        ulong state = Finalize((ulong)(uint)seed);
        foreach (long coordinate in coordinates)
            state = Finalize(state ^ (ulong)coordinate);
        return state;
    }

    private static ulong Finalize(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
