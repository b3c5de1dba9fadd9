namespace Cmae.MLNet.Encoders;

/// <summary>
/// Sizes of a feature pyramid on an encoder's patch tokens (ViTDet's simple feature pyramid): which levels it has, and how many channels.
/// </summary>
/// <remarks>Training builds the pyramid by it, and the ONNX graph is written by it.</remarks>
/// <param name="Width">Channels of a token (D).</param>
/// <param name="Channels">Channels of every level (C).</param>
/// <param name="Levels">The levels, from the finest to the coarsest.</param>
internal sealed record PyramidLayout(int Width, int Channels, IReadOnlyList<PyramidLevel> Levels)
{
    /// <summary>The epsilon of every norm in the pyramid.</summary>
    public const double NormEpsilon = 1e-6;

    private const int LevelCount = 4;
    private const int FinestStride = 4;
    private const int LargestGroup = 16;

    /// <summary>The pyramid on an encoder: for patches of 16 pixels, levels of 4, 8, 16 and 32 pixels.</summary>
    public static PyramidLayout Of(CmaeEncoderConfiguration encoder)
    {
        int finest = FinestExponent(encoder.PatchSize), width = encoder.Architecture.Width;
        return new(width, ChannelsFor(width), [.. Enumerable.Range(0, LevelCount).Select(level => PyramidLevel.Of(finest - level))]);
    }

    /// <summary>
    /// Pixels of the coarsest level's cell: the side of the image has to be a multiple of it, so that the cells of all levels tile the image.
    /// </summary>
    public static int CoarsestStride(int patchSize) => patchSize * (1 << (LevelCount - 1)) >> FinestExponent(patchSize);

    /// <summary>Channels of a level after its transposed convolutions, each of which halves them.</summary>
    public int WidthAfter(int upsamplings) => Math.Max(1, Width >> upsamplings);

    /// <summary>Groups of a norm over channels: of 16 channels each, or of their largest divisor below.</summary>
    public static int GroupsOf(int channels) =>
        channels / Enumerable.Range(1, Math.Min(channels, LargestGroup)).Last(size => channels % size == 0);

    // Halvings of the patch until its cells have the finest stride, or the patch is that small itself.
    private static int FinestExponent(int patchSize)
    {
        int exponent = 0;
        while (patchSize >> (exponent + 1) >= FinestStride)
            exponent++;
        return exponent;
    }

    private static int ChannelsFor(int width) => width switch
    {
        < 192 => 96,
        < 384 => 128,
        < 768 => 192,
        _ => 256,
    };
}

/// <summary>How a level is made of the patch tokens: larger by transposed convolutions, or smaller by pooling.</summary>
/// <param name="Upsamplings">Transposed convolutions, each of which doubles the grid.</param>
/// <param name="Pooling">Side of the squares of tokens of which the maximum is taken; 1 for none.</param>
internal readonly record struct PyramidLevel(int Upsamplings, int Pooling)
{
    /// <summary>The level whose cells have the side of a patch divided by 2 to the power of <paramref name="exponent"/>.</summary>
    public static PyramidLevel Of(int exponent) => exponent >= 0 ? new(exponent, 1) : new(0, 1 << -exponent);
}
