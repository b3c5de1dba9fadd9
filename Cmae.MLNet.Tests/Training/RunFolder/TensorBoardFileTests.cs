using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Tests.Training.RunFolder;

[TestClass]
public sealed class TensorBoardFileTests
{
    [TestMethod]
    public void AnIndependentReaderReadsEveryEvent()
    {
        using var folder = new TemporaryFolder();
        Write(folder, lastStep: 0, 1, 2);
        List<EventReader.Scalars> events = EventReader.Read(File(folder));
        Assert.AreEqual("brain.Event:2", events[0].Version);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, events.Select(e => e.Step).ToArray());
        Assert.AreEqual(0.5f, events[1].Values["training/loss"]);
        Assert.AreEqual(0f, events[1].Values["health/zero"]);
        Assert.AreEqual(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), events[2].WallTime, 60);
    }

    [TestMethod]
    public void LaterStepsAndHalfAnEventAreDroppedOnResume()
    {
        using var folder = new TemporaryFolder();
        Write(folder, lastStep: 0, 1, 2, 3, 4);
        byte[] whole = System.IO.File.ReadAllBytes(File(folder));
        System.IO.File.WriteAllBytes(File(folder), whole[..^5]);
        Write(folder, lastStep: 2, 3);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3 }, EventReader.Read(File(folder)).Select(e => e.Step).ToArray());
        Write(folder, lastStep: 3, 4);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 4 }, EventReader.Read(File(folder)).Select(e => e.Step).ToArray());
    }

    [TestMethod]
    public void ARunThatBeginsAnewMeasuresItsHealthAtStepZeroAnew()
    {
        using var folder = new TemporaryFolder();
        Write(folder, lastStep: 0, 0, 1);
        Write(folder, lastStep: 0, 0, 1, 2);
        Write(folder, lastStep: 2, 3);
        CollectionAssert.AreEqual(new long[] { 0, 0, 1, 2, 3 }, EventReader.Read(File(folder)).Select(e => e.Step).ToArray());
    }

    private static string File(TemporaryFolder folder) => folder[Assert.ContainsSingle(folder.Names)];

    private static void Write(TemporaryFolder folder, long lastStep, params long[] steps)
    {
        using TensorBoardFile file = TensorBoardFile.Open(folder.Path, lastStep);
        foreach (long step in steps)
            file.Write(step, [new("training/loss", 0.5 / step), new("health/zero", 0)]);
    }
}
