using System.Globalization;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using TorchSharp;

namespace Cmae.MLNet.FineTuning;

/// <summary>The log lines before the first step: what will be trained, on which images and device, with how much memory and disk.</summary>
/// <param name="plan">The run.</param>
/// <param name="device">Where the model is.</param>
/// <param name="images">The images that are not trained on.</param>
/// <param name="parameters">Values that are trained.</param>
/// <param name="checkpointBytes">Bytes of a checkpoint.</param>
internal sealed class FineTuningPreflight(
    FineTuningPlan plan, torch.Device device, ImageCounts images, long parameters, long checkpointBytes)
{
    private MemoryEstimate Memory => FineTuningMemory.Estimate(plan, images, parameters);

    private DiskEstimate? Disk => plan.Options.RunDirectory is { } directory
        ? DiskEstimate.In(directory, plan.Options.CheckpointsKept, checkpointBytes)
        : null;

    /// <summary>The lines, the most important first.</summary>
    public IEnumerable<string> Lines()
    {
        string skipped = images.Skipped > 0 ? $" ({images.Skipped} unreadable ones skipped)" : "";
        string what = plan.Options.Freeze.IsLinearProbe ? "Linear probing" : "Fine-tuning";
        string where = TrainingDevice.Describe(device, plan.ComputeType);
        yield return $"{what} on {plan.DescribeImages}{skipped}, {images.Validation} to validate on: {where}.";
        string trained = FormattableString.Invariant($"{parameters:n0} parameters trained");
        yield return $"{DescribeEncoder()}; {trained}; {DescribeSteps()}.";
        yield return Memory.Describe(AvailableMemory.GetBytes(device));
        if (Disk is { } disk)
            yield return disk.Describe();
    }

    /// <summary>What is unusual, in plain words with what to do.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (string warning in plan.Warnings())
            yield return warning;
        if (Memory.Warning(AvailableMemory.GetBytes(device)) is { } memory)
            yield return memory;
        if (Disk?.Warning() is { } disk)
            yield return disk;
    }

    private string DescribeEncoder()
    {
        CmaeEncoderConfiguration encoder = plan.Encoder;
        string sizes = $"{encoder.Architecture.Width}x{encoder.Architecture.Depth}x{encoder.Architecture.Heads}";
        string start = plan.Options.InitializeFrom is null ? "from random weights" : "as given";
        return $"Encoder {sizes}, {encoder.ImageSize} px in patches of {encoder.PatchSize}, {start}, frozen: {plan.Options.Freeze}";
    }

    private string DescribeSteps() =>
        string.Create(CultureInfo.InvariantCulture, $"{plan.Describe()}, layer decay {plan.LayerDecay}");
}
