using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class PredictVerbTests
{
    [TestMethod]
    public async Task AModelThatEndsWithItsTrainerGivesTheNamesOfTheClasses()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 24, 32, seed: 1);
        var ml = new MLContext(seed: 1);
        IDataView rows = ml.Data.LoadImageFolder(folder["images"]);
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.LoadImages("Image", "", "ImagePath"))
            .Append(ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create()))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(rows);
        ml.Model.Save(model, rows.Schema, folder["model.zip"]);

        await CommandLineRun.Succeeds(
            ["predict", "--model", folder["model.zip"], "--images", folder["images"], "--csv", folder["predictions.csv"]]);
        string[] labels = [.. File.ReadLines(folder["predictions.csv"]).Skip(1).Select(line => line.Split(',')[1])];
        Assert.HasCount(24, labels);
        CollectionAssert.IsSubsetOf(labels.Distinct().ToArray(), Enum.GetNames<Shape>().Select(name => name.ToLowerInvariant()).ToArray());
    }

    [TestMethod]
    public async Task WithoutAFileTheTableGoesToTheOutputWithTheLabelsThatAreAskedFor()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 24, 32, seed: 1);
        RandomEncoder.Create().Save(folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds(
            "classify", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--model", folder["model.zip"]);
        File.WriteAllText(folder["images/broken.png"], "no image");
        (int exitCode, string output, string error) = await CommandLineRun.Of(
            "predict", "--model", folder["model.zip"], "--images", folder["images"], "--top-k", "3", "--threshold", "1");
        Assert.AreEqual(0, exitCode, error);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(25, lines);
        Assert.AreEqual("path,predictedLabel,score,label2,score2,label3,score3", lines[0]);
        string[] first = lines[1].Split(',');
        Assert.AreEqual("unknown", first[1]);
        float[] scores = [.. ((int[])[2, 4, 6]).Select(i => float.Parse(first[i], System.Globalization.CultureInfo.InvariantCulture))];
        CollectionAssert.AreEqual(scores.OrderDescending().ToArray(), scores);
        CollectionAssert.IsSubsetOf(
            (string[])[first[3], first[5]], Enum.GetNames<Shape>().Select(name => name.ToLowerInvariant()).ToArray());
        StringAssert.StartsWith(error, "cmae: 1 of 25 images cannot be read.");
    }
}
