using Cmae.MLNet.Modeling;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining;

/// <summary>About how much memory a pre-training takes.</summary>
internal static class PretrainingMemory
{
    /// <summary>Estimates a run.</summary>
    /// <param name="model">Sizes.</param>
    /// <param name="batchSize">Images of a micro-batch.</param>
    /// <param name="parameters">All parameters, including those of the momentum branch.</param>
    /// <param name="trainedParameters">Parameters with a gradient.</param>
    /// <param name="imageBytes">Decoded images that are kept.</param>
    public static MemoryEstimate Estimate(
        CmaeModelConfiguration model, int batchSize, long parameters, long trainedParameters, long imageBytes)
    {
        (CmaeArchitecture encoder, int patches) = (model.Encoder.Architecture, model.Encoder.PatchCount);
        long ofImage = MemoryEstimate.OfBlocks(encoder.Width, encoder.Depth, encoder.Heads, model.VisiblePatches + 1, model.ComputeType)
            + OfDecoder(model.PixelDecoder);
        if (model.ContrastiveWeight > 0)
        {
            ofImage += model.FeatureDecoder is { } decoder ? OfDecoder(decoder) : 0;
            // no gradient: one block at a time
            ofImage += MemoryEstimate.OfBlocks(encoder.Width, depth: 1, encoder.Heads, patches + 1, model.ComputeType);
        }
        return new(imageBytes, sizeof(float) * (parameters + (3 * trainedParameters)), batchSize * ofImage);

        long OfDecoder(DecoderConfiguration decoder) =>
            MemoryEstimate.OfBlocks(decoder.Width, decoder.Depth, decoder.Heads, patches + 1, model.ComputeType);
    }
}
