using System.Globalization;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining;

/// <summary>The log lines before the first step: what will be trained, on which images and device, and with how much memory.</summary>
internal sealed class Preflight(PretrainingRun run)
{
    private const int NamedClasses = 12;

    /// <summary>The lines, the most important first.</summary>
    public IEnumerable<string> Lines()
    {
        string skipped = run.Store.Skipped.Count > 0 ? $" ({run.Store.Skipped.Count} unreadable ones skipped)" : "";
        string device = TrainingDevice.Describe(run.Device, run.Plan.Model.ComputeType);
        yield return $"Pre-training on {run.Plan.ImageCount} images{skipped}: {device}.";
        if (run.Labels is { } labels)
            yield return DescribeLabels(labels);
        if (run.Store.Outside is { } outside)
            yield return outside;
        yield return DescribeModel();
        yield return Memory.Describe(AvailableMemory.GetBytes(run.Device));
        if (Disk is { } disk)
            yield return disk.Describe();
    }

    /// <summary>What is unusual, in plain words with what to do.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (string warning in run.Plan.Warnings())
            yield return warning;
        if (Memory.Warning(AvailableMemory.GetBytes(run.Device)) is { } memory)
            yield return memory;
        if (Disk?.Warning() is { } disk)
            yield return disk;
    }

    private DiskEstimate? Disk => run.Plan.Options.RunDirectory is { } directory
        ? DiskEstimate.In(directory, run.Plan.Options.CheckpointsKept, CheckpointBytes)
        : null;

    /// <summary>Weights of both branches and the two moments of every trained one.</summary>
    private long CheckpointBytes =>
        sizeof(float) * (run.Trainer.Model.parameters().Sum(parameter => parameter.numel()) + (2 * TrainedParameters));

    private MemoryEstimate Memory => PretrainingMemory.Estimate(
        run.Plan.Model, run.Plan.BatchSize, run.Trainer.Model.parameters().Sum(parameter => parameter.numel()),
        TrainedParameters, run.Store.CachedBytes);

    private long TrainedParameters => run.Trainer.Optimizer.Moments.Sum(moment => moment.State.FirstMoment.numel());

    private string DescribeModel()
    {
        CmaeEncoderConfiguration encoder = run.Plan.Model.Encoder;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Encoder {encoder.Architecture.Width}x{encoder.Architecture.Depth}x{encoder.Architecture.Heads}, " +
            $"{encoder.ImageSize} px in patches of {encoder.PatchSize}, {TrainedParameters:n0} parameters trained; " +
            $"{run.Plan.Describe()}, {DescribeContrast(run.Plan)}.");
    }

    internal static string DescribeContrast(PretrainingPlan plan)
    {
        string pair = plan.Options.PositivePair == CmaePositivePair.PixelShift
            ? $"pixel shift 0..{plan.PixelShift}"
            : "positive pairs of random crops";
        string share = plan.Options.TimeBudget is null ? "steps" : "time";
        return plan.Options switch
        {
            { ContrastiveWeight: 0 } => "reconstruction alone",
            { ContrastiveDelay: > 0 and var delay } => FormattableString.Invariant(
                $"{pair}; reconstruction alone for the first {100 * delay:0.#} % of the {share}"),
            _ => pair,
        };
    }

    internal static string DescribeLabels(ImageLabels labels)
    {
        int[] counts = labels.Counts;
        string names = string.Join(", ", labels.Classes.Zip(counts).Take(NamedClasses).Select(pair => $"{pair.First} {pair.Second}"));
        string more = labels.Classes.Count > NamedClasses ? $" and {labels.Classes.Count - NamedClasses} more" : "";
        int unlabeled = labels.OfImages.Count - counts.Sum();
        string without = unlabeled > 0 ? $", {unlabeled} images without" : "";
        return $"Labels, for the k-NN figure only: {labels.Classes.Count} classes ({names}{more}){without}. " +
            "Training does not look at them.";
    }
}
