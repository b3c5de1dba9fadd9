using System.Globalization;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;

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
        yield return DescribeModel();
        yield return DescribeMemory(Memory, AvailableMemory.GetBytes(run.Device));
        if (run.Plan.Options.RunDirectory is { } directory)
            yield return DescribeDisk(run.Plan.Options.CheckpointsKept, CheckpointBytes, FreeDisk(directory));
    }

    /// <summary>What is unusual, in plain words with what to do.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (string warning in run.Plan.Warnings())
            yield return warning;
        if (AvailableMemory.GetBytes(run.Device) is { } available && Memory.Total > available)
        {
            yield return $"Training takes about {Gigabytes(Memory.Total)} GB, and this process may use {Gigabytes(available)} GB. " +
                "Lower BatchSize (AccumulationSteps keeps the effective batch) or CacheBytes.";
        }
        if (run.Plan.Options.RunDirectory is { } directory && FreeDisk(directory) is { } free
            && DiskBytes(run.Plan.Options.CheckpointsKept, CheckpointBytes) > free)
        {
            yield return $"The run folder takes up to {Gigabytes(DiskBytes(run.Plan.Options.CheckpointsKept, CheckpointBytes))} GB, and "
                + $"{Gigabytes(free)} GB are free there. Make room, choose another RunDirectory, or lower CheckpointsKept.";
        }
    }

    /// <summary>Weights of both branches and the two moments of every trained one; beside them the files of a run are small.</summary>
    private long CheckpointBytes =>
        sizeof(float) * (run.Trainer.Model.parameters().Sum(parameter => parameter.numel()) + (2 * TrainedParameters));

    /// <summary>A new checkpoint is complete before the oldest one goes.</summary>
    private static long DiskBytes(int kept, long checkpoint) => (kept + 1) * checkpoint;

    private static long? FreeDisk(string directory)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // a network share, on some systems
        }
    }

    private MemoryEstimate Memory => MemoryEstimate.Of(
        run.Plan.Model, run.Plan.BatchSize, run.Trainer.Model.parameters().Sum(parameter => parameter.numel()),
        TrainedParameters, run.Store.CachedBytes);

    private long TrainedParameters => run.Trainer.Optimizer.Moments.Sum(moment => moment.State.FirstMoment.numel());

    private string DescribeModel()
    {
        CmaeEncoderConfiguration encoder = run.Plan.Model.Encoder;
        string length = run.Plan.Options.TimeBudget is { } budget
            ? $"{budget:g} of training"
            : $"{run.Plan.Epochs} epochs of {run.Plan.StepsPerEpoch} steps";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Encoder {encoder.Architecture.Width}x{encoder.Architecture.Depth}x{encoder.Architecture.Heads}, " +
            $"{encoder.ImageSize} px in patches of {encoder.PatchSize}, {TrainedParameters:n0} parameters trained; {length}, " +
            $"{run.Plan.BatchSize} images x {run.Plan.AccumulationSteps} a step, learning rate {run.Plan.LearningRate:g3}, " +
            $"{DescribeContrast(run.Plan)}.");
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

    internal static string DescribeMemory(MemoryEstimate memory, long? available)
    {
        string limit = available is { } bytes
            ? $" of the {Gigabytes(bytes)} GB that this process may use"
            : "; the memory of the GPU is not known here";
        return $"Memory, about: {Gigabytes(memory.Images)} GB of decoded images, " +
            $"{Gigabytes(memory.Weights)} GB of weights, gradients and moments, " +
            $"{Gigabytes(memory.Activations)} GB for a micro-batch: {Gigabytes(memory.Total)} GB{limit}.";
    }

    internal static string DescribeDisk(int kept, long checkpoint, long? free)
    {
        string there = free is { } bytes ? $" of {Gigabytes(bytes)} GB free there" : "";
        return $"Disk, about: {Gigabytes(DiskBytes(kept, checkpoint))} GB in the run folder{there}, for {kept} checkpoints of "
            + $"{Gigabytes(checkpoint)} GB and one that is being written.";
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

    private static string Gigabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e9:0.##}");
}
