using System.Text.Json;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Tests.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Training.RunFolder;

/// <summary>The run folder of whole runs.</summary>
[TestClass]
public sealed class RunMetricsTests
{
    [TestMethod]
    public void EveryStepIsThereOnceWithItsHealth()
    {
        using var run = new TemporaryFolder();
        Train(run, Options(run));
        JsonElement[] lines = Metrics(run);
        CollectionAssert.AreEqual(Enumerable.Range(1, 16).ToArray(), lines.Select(line => line.GetProperty("step").GetInt32()).ToArray());
        int[] measured = [.. lines.Where(line => line.TryGetProperty("health", out _)).Select(line => line.GetProperty("step").GetInt32())];
        CollectionAssert.AreEqual(new[] { 5, 10, 15, 16 }, measured);
        Assert.AreEqual(6, lines[15].GetProperty("health").GetProperty("candidates").GetInt32());

        List<EventReader.Scalars> events = EventReader.ReadRun(run.Path);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 17).Prepend(0).ToArray(), events.Select(one => (int)one.Step).ToArray(),
            "the version, and health at step 0");
        EventReader.Scalars fifth = events.Single(one => one.Step == 5);
        Assert.AreEqual((float)lines[4].GetProperty("reconstructionLoss").GetDouble(), fifth.Values["training/reconstructionLoss"]);
        double rank = lines[4].GetProperty("health").GetProperty("effectiveRank").GetDouble();
        Assert.AreEqual((float)rank, fifth.Values["health/effectiveRank"]);
        rank = lines[0].GetProperty("initialHealth").GetProperty("effectiveRank").GetDouble();
        Assert.AreEqual((float)rank, events[1].Values["health/effectiveRank"]);
    }

    [TestMethod]
    public void AResumedRunEndsWithTheFiguresOfAnUndisturbedOne()
    {
        using TemporaryFolder undisturbed = new(), stopped = new();
        Train(undisturbed, Options(undisturbed));
        Train(stopped, Options(stopped), stopAfter: 8);
        // What a killed process leaves: figures of steps after its last checkpoint, and half a line.
        string metrics = stopped["metrics.jsonl"];
        File.AppendAllText(metrics, File.ReadLines(undisturbed["metrics.jsonl"]).ElementAt(8).Replace("0.", "7.") + "\n{\"step\":10,\"ep");
        CmaePretrainingOptions resumed = Options(stopped);
        resumed.Resume = true;
        Train(stopped, resumed);
        CollectionAssert.AreEqual(WithoutTime(undisturbed), WithoutTime(stopped));
        CollectionAssert.AreEqual(Events(undisturbed), Events(stopped));
    }

    [TestMethod]
    public void OptionsThatWereLeftOpenHaveTheValuesTaken()
    {
        using var run = new TemporaryFolder();
        Train(run, Options(run));
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(run["options.json"]));
        JsonElement options = file.RootElement.GetProperty("options");
        Assert.AreEqual(16, file.RootElement.GetProperty("totalSteps").GetInt32());
        Assert.AreEqual(1, options.GetProperty("PixelShift").GetInt32() - PretrainingDefaults.PixelShift(16) + 1);
        Assert.AreEqual(0.5, options.GetProperty("MaskRatio").GetDouble());
        Assert.AreEqual("RandomCrops", options.GetProperty("PositivePair").GetString());
        Assert.AreEqual(1, options.GetProperty("Seed").GetInt32());
        StringAssert.Contains(file.RootElement.GetProperty("device").GetString(), "CPU");
    }

    [TestMethod]
    public void TheViewsArePicturedFromTheStart()
    {
        using var run = new TemporaryFolder();
        Train(run, Options(run), stopAfter: 1);
        CollectionAssert.AreEqual(new byte[] { 0x89, 0x50, 0x4e, 0x47 }, File.ReadAllBytes(run["views.png"])[..4]);
    }

    private static CmaePretrainingOptions Options(TemporaryFolder run)
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.RunDirectory, options.CheckpointSteps, options.HealthSteps) = (run.Path, 4, 5);
        return options;
    }

    private static void Train(TemporaryFolder run, CmaePretrainingOptions options, int? stopAfter = null)
    {
        using var source = new CancellationTokenSource();
        (options.CancellationToken, options.OnCancellation) = (source.Token, CmaeCancellationHandling.ReturnSoFar);
        options.StepCompleted = step =>
        {
            if (step.Step == stopAfter)
                source.Cancel();
        };
        var ml = new MLContext(seed: 1);
        Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
    }

    private static JsonElement[] Metrics(TemporaryFolder run) =>
        [.. File.ReadLines(run["metrics.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string[] WithoutTime(TemporaryFolder run) =>
        [.. File.ReadLines(run["metrics.jsonl"]).Select(line => line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)])];

    private static string[] Events(TemporaryFolder run) =>
        [.. EventReader.ReadRun(run.Path).Select(e => $"{e.Step}: {string.Join(", ", e.Values)}")];
}
