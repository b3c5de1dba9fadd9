using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Training;

/// <summary>About how much room a run's checkpoints take on disk; beside them the files of a run are small.</summary>
/// <param name="Kept">Checkpoints that are kept.</param>
/// <param name="Checkpoint">Bytes of one.</param>
/// <param name="Free">Bytes that are free there; null if that is not known.</param>
internal readonly record struct DiskEstimate(int Kept, long Checkpoint, long? Free)
{
    /// <summary>A new checkpoint is complete before the oldest one goes.</summary>
    public long Total => (Kept + 1) * Checkpoint;

    /// <summary>The estimate of a run folder.</summary>
    public static DiskEstimate In(string directory, int kept, long checkpoint) => new(kept, checkpoint, FreeIn(directory));

    /// <summary>The estimate in words.</summary>
    public string Describe()
    {
        string there = Free is { } bytes ? $" of {ByteText.Gigabytes(bytes)} GB free there" : "";
        return $"Disk, about: {ByteText.Gigabytes(Total)} GB in the run folder{there}, for {Kept} checkpoints of "
            + $"{ByteText.Gigabytes(Checkpoint)} GB and one that is being written.";
    }

    /// <summary>What to do if they do not fit; null if they do.</summary>
    public string? Warning() => Free is { } free && Total > free
        ? $"The run folder takes up to {ByteText.Gigabytes(Total)} GB, and "
            + $"{ByteText.Gigabytes(free)} GB are free there. Make room, choose another RunDirectory, or lower CheckpointsKept."
        : null;

    private static long? FreeIn(string directory)
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
}
