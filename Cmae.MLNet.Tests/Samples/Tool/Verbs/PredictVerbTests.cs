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
}
