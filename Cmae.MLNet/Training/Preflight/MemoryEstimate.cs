using Cmae.MLNet.Runtime;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training;

/// <summary>About how much memory a run takes, in bytes.</summary>
/// <param name="Images">Decoded images that are kept.</param>
/// <param name="Weights">Weights, gradients and AdamW's moments.</param>
/// <param name="Activations">What a micro-batch leaves behind for its gradient.</param>
internal readonly record struct MemoryEstimate(long Images, long Weights, long Activations)
{
    public long Total => Images + Weights + Activations;

    /// <summary>
    /// What transformer blocks leave of one image. Of width D are, in fp32, two sums and two norms; in the type of the products, the norms
    /// again, query, key and value, their mixture and its projection, and the MLP's 4D before and after GELU and its output; and two
    /// tables of attention a head.
    /// </summary>
    public static long OfBlocks(long width, long depth, long heads, long tokens, ScalarType? computeType)
    {
        int product = computeType is { } type && type != ScalarType.Float32 ? 2 : 4;
        return depth * tokens * ((4 * width * sizeof(float)) + (16 * width * product) + (2 * heads * tokens * product));
    }

    /// <summary>The estimate in words.</summary>
    /// <param name="available">Bytes that this process may use; null if that is not known.</param>
    public string Describe(long? available)
    {
        string limit = available is { } bytes
            ? $" of the {ByteText.Gigabytes(bytes)} GB that this process may use"
            : "; the memory of the GPU is not known here";
        return $"Memory, about: {ByteText.Gigabytes(Images)} GB of decoded images, " +
            $"{ByteText.Gigabytes(Weights)} GB of weights, gradients and moments, " +
            $"{ByteText.Gigabytes(Activations)} GB for a micro-batch: {ByteText.Gigabytes(Total)} GB{limit}.";
    }

    /// <summary>What to do if the run does not fit; null if it does.</summary>
    /// <param name="available">Bytes that this process may use; null if that is not known.</param>
    public string? Warning(long? available) => available is { } bytes && Total > bytes
        ? $"Training takes about {ByteText.Gigabytes(Total)} GB, and this process may use {ByteText.Gigabytes(bytes)} GB. " +
            "Lower BatchSize (AccumulationSteps keeps the effective batch) or CacheBytes."
        : null;
}
