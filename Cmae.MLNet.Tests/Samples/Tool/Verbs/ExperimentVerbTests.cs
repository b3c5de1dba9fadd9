using System.Text.Json;
using System.Text.Json.Nodes;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Samples.Tool.Experiments;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

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
            PretrainingOptionsValidation.Validate(experiment.PretrainingOf(variant, seed: 1));
    }

    [TestMethod]
    public async Task QuickGoesTheWholeWayAndDoesNothingTwice()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["experiment", Path.Combine(Experiments, "cifar10.json"), "--quick", "--output", folder["results"]];
        await CommandLineRun.Succeeds(arguments);
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
        await CommandLineRun.Succeeds(arguments);
        CollectionAssert.AreEqual(before, Times(folder["results/trainings"]));
        Assert.AreEqual(results, File.ReadAllText(folder["results/results.json"]));
    }

    [TestMethod]
    public async Task AVariantStartsFromAnotherAndMissingFiguresAreMeasuredWithTheTrainingThatIsThere()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], count: 80, side: 32, seed: 1);
        File.WriteAllText(
            folder["experiment.json"],
            """
            {
              "name": "test", "preset": "micro", "pretraining": { "imageSize": 32, "epochs": 1 }, "seeds": [1],
              "variants": { "MAE": { "contrastiveWeight": 0 }, "CMAE": { "initializeFrom": "MAE", "baseLearningRate": 1e-30 } },
              "features": "MeanPatch", "labelFractions": [0.5, 1], "compareUntrained": false
            }
            """);
        string[] arguments = ["experiment", folder["experiment.json"], "--images", folder["images"], "--output", folder["results"]];
        await CommandLineRun.Succeeds(arguments);
        string whole = File.ReadAllText(folder["results/results.json"]);
        string checkpoints = folder["results/trainings/cmae-1/pretraining/checkpoints"];
        string figures = folder["results/trainings/cmae-1/figures.json"];
        DateTime[] trained = Times(checkpoints);
        Assert.AreNotEqual(0, trained.Length);
        // It starts from MAE's encoder, and learns too slowly to leave it.
        EncoderAssert.AreIdentical(
            CmaeEncoder.Load(folder["results/trainings/mae-1/encoder.safetensors"]),
            CmaeEncoder.Load(folder["results/trainings/cmae-1/encoder.safetensors"]));

        JsonNode half = JsonNode.Parse(File.ReadAllText(figures))!;
        half["probes"]!.AsArray().RemoveAt(1);
        File.WriteAllText(figures, half.ToJsonString());
        await CommandLineRun.Succeeds(arguments);
        Assert.AreEqual(whole, File.ReadAllText(folder["results/results.json"]));
        CollectionAssert.AreEqual(trained, Times(checkpoints));

        (int exitCode, _, string error) = await CommandLineRun.Of([.. arguments, "--unlabeled", folder["images"]]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, "holds this experiment on other images");

        File.WriteAllText(figures, "{");
        (exitCode, _, error) = await CommandLineRun.Of(arguments);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, $"'{figures}' is damaged");
    }

    [TestMethod]
    public async Task AFolderOfAnotherExperimentIsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["results"]);
        File.WriteAllText(folder["results/experiment.json"], "{}");
        (int exitCode, _, string error) = await CommandLineRun.Of(
            ["experiment", Path.Combine(Experiments, "cifar10.json"), "--quick", "--output", folder["results"]]);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, "holds something else than this experiment");
    }

    [TestMethod]
    public async Task ImagesAreAskedFor()
    {
        (int exitCode, _, string error) = await CommandLineRun.Of(["experiment", "any.json"]);
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode);
        StringAssert.Contains(error, "--images is needed");
    }

    private static DateTime[] Times(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.GetLastWriteTimeUtc)];

}
