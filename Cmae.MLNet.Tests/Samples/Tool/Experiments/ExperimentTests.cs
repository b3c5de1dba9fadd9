using Cmae.MLNet.Samples.Tool.Experiments;

namespace Cmae.MLNet.Tests.Samples.Tool.Experiments;

[TestClass]
public sealed class ExperimentTests
{
    private const string Valid =
        """
        {
          "name": "test", "preset": "micro", "pretraining": { "imageSize": 32, "epochs": 7 },
          "variants": { "CMAE": {}, "MAE": { "contrastiveWeight": 0, "positivePair": "RandomCrops" } },
          "seeds": [5, 6], "features": "MeanPatchGrid", "labelFractions": [0.1, 1], "fineTuning": { "0.1": { "epochs": 3 } }
        }
        """;

    [TestMethod]
    public void AVariantDiffersInItsOwnOptionsAndSharesTheOthers()
    {
        Experiment experiment = Load(Valid);
        CmaePretrainingOptions cmae = experiment.PretrainingOf("CMAE", 5), mae = experiment.PretrainingOf("MAE", 6);
        Assert.AreEqual((32, 7, 1.0, 5), (cmae.ImageSize, cmae.Epochs, cmae.ContrastiveWeight, cmae.Seed));
        Assert.AreEqual((32, 7, 0.0, 6), (mae.ImageSize, mae.Epochs, mae.ContrastiveWeight, mae.Seed));
        Assert.AreEqual(CmaePositivePair.RandomCrops, mae.PositivePair);
        Assert.AreEqual(CmaeFeatureKind.MeanPatchGrid, experiment.Features);
        Assert.AreEqual(3, experiment.FineTuningOptions(0.1, 5)!.Epochs);
        Assert.IsNull(experiment.FineTuningOptions(1, 5));
    }

    [TestMethod]
    public void AVariantMayStartFromAnEarlierOne()
    {
        Experiment experiment = Load(
            Valid.Replace("\"CMAE\": {}, ", "")
                .Replace("\"RandomCrops\" }", "\"RandomCrops\" }, \"CMAE\": { \"initializeFrom\": \"MAE\", \"epochs\": 9 }"));
        Assert.IsNull(experiment.StartOf("MAE"));
        Assert.AreEqual("MAE", experiment.StartOf("CMAE"));
        Assert.AreEqual((9, 16, 7), (experiment.PretrainingOf("CMAE", 5).Epochs, experiment.EpochsOf("CMAE"), experiment.EpochsOf("MAE")));
        Assert.AreEqual(2, experiment.Quick().EpochsOf("CMAE"));
    }

    [TestMethod]
    public void QuickHasTheLeastOfEverythingAndLeavesTheExperimentAlone()
    {
        Experiment experiment = Load(Valid), quick = experiment.Quick();
        Assert.AreEqual((1, 1), (quick.PretrainingOf("CMAE", 5).Epochs, quick.FineTuningOptions(0.1, 5)!.Epochs));
        CollectionAssert.AreEqual(new[] { 5 }, quick.Seeds.ToArray());
        CollectionAssert.AreEqual(new[] { 1.0 }, quick.LabelFractions.ToArray());
        Assert.AreEqual(7, experiment.PretrainingOf("CMAE", 5).Epochs);
    }

    [TestMethod]
    [DataRow("\"preset\": \"micro\"", "\"preset\": \"huge\"", "preset 'huge' is none of micro, tiny, small, base")]
    [DataRow("\"epochs\": 7", "\"epoch\": 7", "'epoch' is not an option of CmaePretrainingOptions")]
    [DataRow(", \"epochs\": 7", "", "variant 'CMAE' has no epochs")]
    [DataRow("\"epochs\": 7", "\"epochs\": \"many\"", "'epochs': ")]
    [DataRow(
        "\"CMAE\": {}",
        "\"CMAE\": { \"initializeFrom\": \"MAE\" }",
        "variant 'CMAE' has initializeFrom 'MAE', which is not an earlier variant")]
    [DataRow(
        "\"CMAE\": {}", "\"CMAE\": { \"initializeFrom\": 3 }", "variant 'CMAE' has initializeFrom '3', which is not an earlier variant")]
    [DataRow("\"epochs\": 3", "\"patient\": 3", "'patient' is not an option of CmaeImageClassificationTrainer.Options")]
    [DataRow("\"0.1\":", "\"0.5\":", "fineTuning has 0.5, which is not among labelFractions")]
    [DataRow("\"0.1\":", "\"few\":", "few")]
    [DataRow("[0.1, 1]", "[0.1, 2]", "labelFractions has 2; each must be above 0 and at most 1")]
    [DataRow("[0.1, 1]", "[0.1, 0]", "labelFractions has 0; each must be above 0 and at most 1")]
    [DataRow("[5, 6]", "[]", "variants, seeds and labelFractions need at least one entry each")]
    [DataRow("\"seeds\"", "\"seed\"", "seed")]
    [DataRow("[5, 6]", "[5, 5]", "seeds or labelFractions contain an entry twice")]
    [DataRow("[0.1, 1]", "[0.1, 0.1]", "seeds or labelFractions contain an entry twice")]
    [DataRow("\"MAE\"", "\"cmae\"", "the variants 'CMAE' and 'cmae' would share the folder 'cmae'")]
    [DataRow("\"MAE\"", "\"Untrained\"", "the variants 'untrained' and 'Untrained' would share the folder 'untrained'")]
    public void WhatIsWrongIsSaidBeforeAnyTraining(string right, string wrong, string message)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Load(Valid.Replace(right, wrong)));
        StringAssert.Contains(exception.Message, "experiment.json' is not a valid experiment: ");
        StringAssert.Contains(exception.Message, message);
    }

    private static Experiment Load(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["experiment.json"], json);
        return Experiment.Load(new FileInfo(folder["experiment.json"]));
    }
}
