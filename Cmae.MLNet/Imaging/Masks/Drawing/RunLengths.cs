namespace Cmae.MLNet.Imaging;

/// <summary>
/// A region of an image as COCO stores it: lengths of runs of pixels, down the columns from the left, in turn outside and inside the region.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class RunLengths
{
    private readonly int[] _counts;

    /// <summary>Makes a region.</summary>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <param name="counts">The lengths; the first is outside.</param>
    /// <exception cref="InvalidDataException">The lengths do not add up to the pixels of the image, or one is negative.</exception>
    public RunLengths(int width, int height, IReadOnlyList<int> counts)
    {
        long sum = counts.Sum(count => (long)count);
        if (sum != (long)width * height || counts.Any(count => count < 0))
            throw new InvalidDataException($"its run lengths add up to {sum} pixels, but {width}x{height} are {(long)width * height}");
        (Width, Height, _counts) = (width, height, [.. counts]);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>The lengths; the first is outside.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>Number of pixels inside.</summary>
    public long Area => _counts.Where((_, i) => i % 2 == 1).Sum(count => (long)count);

    /// <summary>Gives the pixels inside a class.</summary>
    /// <param name="classes">The classes of the image, row by row.</param>
    /// <param name="value">The class.</param>
    public void Paint(Span<byte> classes, byte value)
    {
        int position = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            for (int end = position + _counts[i]; position < end; position++)
            {
                if (i % 2 == 1)
                    classes[(position % Height * Width) + (position / Height)] = value;
            }
        }
    }
}
