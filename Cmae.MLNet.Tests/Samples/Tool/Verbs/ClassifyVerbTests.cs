using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

/// <summary>The verbs one after the other on tiny drawn images, as a user would call them.</summary>
[TestClass]
public sealed class ClassifyVerbTests
{
    [TestMethod]
    public async Task FromImagesToPredictionsInAnotherProcess()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["labeled"], 48, 32, seed: 1);
        DrawnImageFolder.Write(folder["more"], 40, 32, seed: 2);

        await CommandLineRun.Succeeds(
            "classify", "--images", folder["labeled"], "--unlabeled", folder["more"], "--image-size", "32", "--epochs", "1", "--seed", "3",
            "--model", folder["out/model.zip"], "--save-encoder", folder["out/encoder.safetensors"], "--json", folder["out/result.json"]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["out/result.json"]));
        foreach (string key in (string[])["accuracy", "accuracyUntrained", "accuracyPixels"])
            Assert.IsTrue(json.RootElement.GetProperty(key).GetDouble() is >= 0 and <= 1, key);
        Assert.AreEqual(40, json.RootElement.GetProperty("trainImages").GetInt32());
        Assert.AreEqual(8, json.RootElement.GetProperty("testImages").GetInt32());
        Assert.AreEqual(64, json.RootElement.GetProperty("imagesSeen").GetInt64());
        Assert.IsTrue(json.RootElement.GetProperty("seconds").GetDouble() > 0);

        await CommandLineRun.Succeeds(
            "predict", "--model", folder["out/model.zip"], "--images", folder["more"], "--csv", folder["out/predictions.csv"]);
        string[][] predictions = [.. File.ReadLines(folder["out/predictions.csv"]).Select(line => line.Split(','))];
        CollectionAssert.AreEqual(new[] { "path", "predictedLabel", "score" }, predictions[0]);
        Assert.HasCount(41, predictions);

        string[][] some = predictions[1..9];
        IReadOnlyList<SecondProcess.Prediction> stock = SecondProcess.Predict(
            folder["out/model.zip"], "Score", some.Select(row => Path.Combine(folder["more"], row[0])));
        Assert.HasCount(some.Length, stock);
        for (int i = 0; i < some.Length; i++)
        {
            Assert.AreEqual(some[i][1], stock[i].Label);
            Assert.AreEqual(float.Parse(some[i][2], CultureInfo.InvariantCulture), stock[i].Values.Max(), 1e-5f);
        }

        await CommandLineRun.Succeeds(
            "featurize", "--images", folder["more"], "--encoder", folder["out/encoder.safetensors"], "--features", "MeanPatchGrid",
            "--output", folder["out/features.csv"]);
        string[][] features = [.. File.ReadLines(folder["out/features.csv"]).Select(line => line.Split(','))];
        Assert.HasCount(41, features);
        IReadOnlyList<SecondProcess.Prediction> inStock = SecondProcess.Predict(
            folder["out/model.zip"], "Features", features.Skip(1).Select(row => Path.Combine(folder["more"], row[0])));
        foreach ((string[] here, SecondProcess.Prediction there) in features.Skip(1).Zip(inStock))
        {
            Assert.HasCount(16 * CmaeArchitecture.Micro.Width, there.Values);
            float[] live = [.. here.Skip(2).Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
            Assert.IsLessThan(1e-5, live.Zip(there.Values, (first, second) => Math.Abs(first - second)).Max());
        }
    }

    [TestMethod]
    public async Task ItsPretrainingKeepsARunThatGoesOn()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        string first = await Classify("first.safetensors");
        StringAssert.Contains(first, $"Saved the encoder: {folder["first.safetensors"]}");
        StringAssert.Contains(first, "Classifier 1 of 3: on features of 40 train and 8 test images by the encoder ...");
        string again = await Classify("again.safetensors");
        StringAssert.Contains(again, "Resuming after step 1 of 1, the run has ended ('");
        StringAssert.Contains(again, "40 images seen in ");
        EncoderAssert.AreIdentical(CmaeEncoder.Load(folder["first.safetensors"]), CmaeEncoder.Load(folder["again.safetensors"]));

        Task<string> Classify(string encoder) => CommandLineRun.Succeeds(
            "classify", "--images", folder["images"], "--image-size", "16", "--epochs", "1", "--run", folder["run"], "--save-encoder",
            folder[encoder]);
    }

    [TestMethod]
    public async Task AGivenEncoderIsNotTrained()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        await CommandLineRun.Succeeds(
            "pretrain", "--images", folder["images"], "--image-size", "32", "--epochs", "1", "--save-encoder",
            folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds(
            "classify", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--json", folder["result.json"]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(folder["result.json"]));
        Assert.AreEqual(0, json.RootElement.GetProperty("imagesSeen").GetInt64());
    }

}
