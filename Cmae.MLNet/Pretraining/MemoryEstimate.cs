using Cmae.MLNet.Modeling;
using static TorchSharp.torch;

namespace Cmae.MLNet.Pretraining;

/// <summary>About how much memory a run takes, in bytes.</summary>
/// <param name="Images">Decoded images that are kept.</param>
/// <param name="Weights">Weights of both branches, gradients and AdamW's moments.</param>
/// <param name="Activations">What a micro-batch leaves behind for its gradient.</param>
internal readonly record struct MemoryEstimate(long Images, long Weights, long Activations)
{
    public long Total => Images + Weights + Activations;

    /// <summary>Estimates a run.</summary>
    /// <param name="model">Sizes.</param>
    /// <param name="batchSize">Images of a micro-batch.</param>
    /// <param name="parameters">All parameters, including those of the momentum branch.</param>
    /// <param name="trainedParameters">Parameters with a gradient.</param>
    /// <param name="imageBytes">Decoded images that are kept.</param>
    public static MemoryEstimate Of(CmaeModelConfiguration model, int batchSize, long parameters, long trainedParameters, long imageBytes)
    {
        CmaeEncoderConfiguration encoder = model.Encoder;
        int patches = encoder.PatchCount;
        int product = model.ComputeType is { } type && type != ScalarType.Float32 ? 2 : 4;
        long ofImage = OfStack(
            encoder.Architecture.Width, encoder.Architecture.Depth, encoder.Architecture.Heads, model.VisiblePatches + 1, product)
            + OfDecoder(model.PixelDecoder);
        if (model.ContrastiveWeight > 0)
        {
            ofImage += model.FeatureDecoder is { } decoder ? OfDecoder(decoder) : 0;
            // no gradient: one block at a time
            ofImage += OfStack(encoder.Architecture.Width, depth: 1, encoder.Architecture.Heads, patches + 1, product);
        }
        return new(imageBytes, sizeof(float) * (parameters + (3 * trainedParameters)), batchSize * ofImage);

        long OfDecoder(DecoderConfiguration decoder) => OfStack(decoder.Width, decoder.Depth, decoder.Heads, patches + 1, product);
    }

    /// <summary>
    /// The blocks' results of one image. Of width D are, in fp32, two sums and two norms; in the type of the products, the norms again,
    /// query, key and value, their mixture and its projection, and the MLP's 4D before and after GELU and its output; and two
    /// tables of attention a head.
    /// </summary>
    private static long OfStack(long width, long depth, long heads, long tokens, long product) =>
        depth * tokens * ((4 * width * sizeof(float)) + (16 * width * product) + (2 * heads * tokens * product));
}
