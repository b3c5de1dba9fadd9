using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class DiskEstimateTests
{
    [TestMethod]
    public void ANewCheckpointIsCompleteBeforeTheOldestGoes()
    {
        var disk = new DiskEstimate(Kept: 2, Checkpoint: 1_500_000_000, Free: 5_000_000_000);
        Assert.AreEqual(
            "Disk, about: 4.5 GB in the run folder of 5 GB free there, for 2 checkpoints of 1.5 GB and one that is being written.",
            disk.Describe());
        Assert.IsNull(disk.Warning());
        StringAssert.StartsWith(
            (disk with { Free = 4_000_000_000 }).Warning(), "The run folder takes up to 4.5 GB, and 4 GB are free there. Make room,");
    }

    [TestMethod]
    public void ADiskThatSaysNothingIsNoWarning()
    {
        var disk = new DiskEstimate(Kept: 2, Checkpoint: long.MaxValue / 4, Free: null);
        Assert.IsNull(disk.Warning());
        StringAssert.Contains(disk.Describe(), "GB in the run folder, for 2 checkpoints of ");
    }
}
