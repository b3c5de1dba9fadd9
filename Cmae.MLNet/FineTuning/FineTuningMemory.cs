using Cmae.MLNet.Encoders;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.FineTuning;

/// <summary>About how much memory a fine-tuning takes; heads are small beside their encoder.</summary>
internal static class FineTuningMemory
{
    /// <summary>Estimates a run.</summary>
    /// <param name="plan">Sizes.</param>
    /// <param name="images">The images.</param>
    /// <param name="trainedParameters">Values with a gradient.</param>
    public static MemoryEstimate Estimate(FineTuningPlan plan, ImageCounts images, long trainedParameters)
    {
        CmaeArchitecture encoder = plan.Encoder.Architecture;
        CmaeFreeze freeze = plan.Options.Freeze;
        long parameters = EncoderLayout.Weights(plan.Encoder).Sum(weight => weight.Shape.Aggregate(1L, (count, extent) => count * extent));
        // the model, its average, and the best epoch's weights twice, once for the checkpoint
        int copies = 1 + (plan.Options.WeightAveraging is null ? 0 : 1)
            + (images.Validation == 0 ? 0 : plan.Options.RunDirectory is null ? 1 : 2);
        long features = freeze.IsLinearProbe ? (plan.ImageCount + images.Validation) * (long)encoder.Width : 0;
        // without a gradient: one block at a time
        int blocks = freeze.IsLinearProbe ? 1 : freeze.IsPartial ? freeze.LastBlocks : encoder.Depth;
        long ofImage = MemoryEstimate.OfBlocks(encoder.Width, blocks, encoder.Heads, plan.Encoder.PatchCount + 1, plan.ComputeType);
        return new(
            images.CachedBytes + (sizeof(float) * features),
            sizeof(float) * ((copies * parameters) + (3 * trainedParameters)),
            plan.BatchSize * ofImage);
    }
}
