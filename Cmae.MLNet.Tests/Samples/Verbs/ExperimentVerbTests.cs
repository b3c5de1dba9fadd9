using System.Text.Json;
using Cmae.MLNet.Samples.CommandLine;
using Cmae.MLNet.Samples.Experiments;
using Cmae.MLNet.Tests.Samples.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Verbs;

/// <summary>The experiments under docs, from one end to the other with the least work.</summary>
[TestClass]
public sealed class ExperimentVerbTests
{
    private static readonly string Experiments = Path.Combine(Docs.Documentation.Root, "docs", "experiments");

    public static IEnumerable<string> All => Directory.EnumerateFiles(Experiments, "*.json");

    [TestMethod]
    [DynamicData(nameof(All))]
    public void IsValid(string file)
    {
        Experiment experiment = Experiment.Load(new FileInfo(file));
        foreach (string variant in experiment.Variants.Keys)
            CmaeEncoder.CreateUntrained(experiment.PretrainingOf(variant, seed: 1));
    }

    [TestMethod]
    public async Task QuickGoesTheWholeWayAndDoesNothingTwice()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["experiment", Path.Combine(Experiments, "cifar10.json"), "--quick", "--output", folder["results"]];
        await Succeeds(arguments);
        string results = File.ReadAllText(folder["results/results.json"]);
        using JsonDocument json = JsonDocument.Parse(results);
        Assert.AreEqual(3, json.RootElement.GetArrayLength());
        foreach (JsonElement run in json.RootElement.EnumerateArray())
        {
            JsonElement probe = run.GetProperty("probes")[0];
            foreach (string key in (string[])["nearestNeighbors", "linearProbe", "fineTuned"])
                Assert.IsTrue(probe.GetProperty(key).GetDouble() is >= 0 and <= 1, key);
            Assert.AreEqual(run.GetProperty("variant").GetString() == "untrained", run.GetProperty("epochs").GetInt32() == 0);
        }
        Assert.HasCount(5, File.ReadAllLines(folder["results/results.md"]));

        DateTime[] before = Times(folder["results/trainings"]);
        await Succeeds(arguments);
        CollectionAssert.AreEqual(before, Times(folder["results/trainings"]));
        Assert.AreEqual(results, File.ReadAllText(folder["results/results.json"]));
    }

    [TestMethod]
    public async Task AFolderOfAnotherExperimentIsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["results"]);
        File.WriteAllText(folder["results/experiment.json"], "{}");
        (int exitCode, _, string error) = await CommandLineApplicationTests.RunAsync(
            ["experiment", Path.Combine(Experiments, "cifar10.json"), "--quick", "--output", folder["results"]]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, "holds something else than this experiment");
    }

    [TestMethod]
    public async Task ImagesAreAskedFor()
    {
        (int exitCode, _, string error) = await CommandLineApplicationTests.RunAsync(["experiment", "any.json"]);
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode);
        StringAssert.Contains(error, "--images is needed");
    }

    private static DateTime[] Times(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];

    private static async Task Succeeds(params string[] args)
    {
        (int exitCode, _, string error) = await CommandLineApplicationTests.RunAsync(args);
        Assert.AreEqual(ExitCodes.Success, exitCode, error);
    }
}
