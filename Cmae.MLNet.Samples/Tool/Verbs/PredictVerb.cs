using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Scores;
using Cmae.MLNet.Samples.Tool.Segmentation;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Predicts the images of a folder with a saved model: apart from listing and checking the images, by stock ML.NET calls only.</summary>
internal static class PredictVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "predict",
            "Predict the class of every image of a folder, or of every pixel, with a model.zip.")
        {
            Examples =
            [
                "predict --model model.zip --images new-photos",
                "predict --model model.zip --images new-photos --csv predictions.csv --top-k 3 --threshold 0.5",
                "predict --model aerial.zip --images new-photos --csv shares.csv --overlay overlays",
            ],
        };
        var model = new Option<FileInfo>("--model")
        {
            Description = "The model that 'classify', 'finetune' or 'segment' saved.",
            HelpName = "FILE.zip",
            Required = true,
        };
        var images = new Option<DirectoryInfo>("--images") { Description = "Folder of images.", HelpName = "DIR", Required = true };
        var csv = new OutputOption<FileInfo?>("--csv")
        {
            Description = "File to write: path, predictedLabel, score (the probability of that label); of a segmentation the path and the "
                + "share of each class. The default is standard output.",
            HelpName = "FILE",
        };
        var topK = new Option<int>("--top-k")
        {
            Description = $"How many labels to write of each image, at most all; the further ones as label2, score2 and so on.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var threshold = new Option<double?>("--threshold")
        {
            Description = $"Write '{Unknown}' as the predicted label if its score is below this, from 0 to 1.",
            HelpName = "P",
        };
        var overlay = new Option<DirectoryInfo?>("--overlay")
        {
            Description = "Of a segmentation: also write each image under the colors of its classes into this folder, as PNG.",
            HelpName = "DIR",
        };
        topK.Validators.Add(result => result.RequirePositive<int>());
        threshold.Validators.Add(result =>
        {
            if (result.Parsed<double>() is < 0 or > 1)
                result.AddError("--threshold must be 0 to 1.");
        });
        foreach (Option option in (Option[])[model, images, csv, overlay, topK, threshold])
            command.Add(option);
        var spreadsheet = new SpreadsheetArgument(command);
        var badImages = new BadImagesArgument(command);

        command.SetVerb((parsed, cancellation) =>
        {
            var ml = new MLContext();
            FileInfo? table = parsed.GetValue(csv);
            TextWriter error = parsed.InvocationConfiguration.Error;
            Action<string> warn = table is null ? text => error.WriteLine($"cmae: {VisibleText.Of(text)}") : console.Warn;
            ml.ShowWarnings(warn, parsed.CommandResult.Command);
            DirectoryInfo folder = parsed.GetRequiredValue(images);
            IDataView view = badImages.Loader(parsed, ml, warn, cancellation).Load(folder, null);
            ITransformer loaded = ml.Model.LoadChecked(parsed.GetRequiredValue(model).FullName, out DataViewSchema? input);
            using var ownedModel = loaded as IDisposable;
            bool isSegmentation = SegmentationModel.Is(loaded, input);
            if (parsed.GetValue(overlay) is not null && !isSegmentation)
                throw new ArgumentException("--overlay goes with a model that 'segment --model' saved; this one is a classifier.");
            IEnumerable<string[]> records = isSegmentation
                ? SegmentationPredictions.Records(loaded.Transform(view), folder.FullName, parsed.GetValue(overlay), cancellation)
                : Records(
                    ml, WithTextLabels(ml, loaded.Transform(view)), folder.FullName, parsed.GetRequiredValue(topK),
                    parsed.GetValue(threshold), cancellation);

            int rows = CsvTable.Write(console, table, spreadsheet.Value(parsed), records);
            if (table is not null)
                console.Line($"{rows:N0} images. Saved {table.FullName}.");
        });
        return command;
    }

    private const string Unknown = "unknown";

    /// <summary>The header, and a record for each image.</summary>
    private static IEnumerable<string[]> Records(
        MLContext ml, IDataView predictions, string folder, int topK, double? threshold, CancellationToken cancellation)
    {
        string[] classes = [];
        if (topK > 1)
            ScoreColumn.Of(predictions.Schema, out classes);
        int further = Math.Max(Math.Min(topK, classes.Length) - 1, 0);
        yield return
        [
            "path", "predictedLabel", "score",
            .. Enumerable.Range(2, further).SelectMany(rank => (string[])[$"label{rank}", $"score{rank}"]),
        ];
        foreach (Prediction row in ml.Data.CreateEnumerable<Prediction>(predictions, reuseRowObject: true))
        {
            cancellation.ThrowIfCancellationRequested();
            float best = row.Score.Max();
            yield return
            [
                RelativePath.Of(folder, row.ImagePath), best < threshold ? Unknown : row.PredictedLabel, CsvWriter.Number(best),
                .. row.Score.Index().OrderByDescending(score => score.Item).Skip(1).Take(further)
                    .SelectMany(score => (string[])[classes[score.Index], CsvWriter.Number(score.Item)]),
            ];
        }
    }

    /// <summary>A model may end with the trainer, whose PredictedLabel is a key.</summary>
    private static IDataView WithTextLabels(MLContext ml, IDataView predictions) =>
        predictions.Schema["PredictedLabel"].Type is KeyDataViewType
        ? ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(predictions).Transform(predictions)
        : predictions;

    private sealed class Prediction
    {
        public string ImagePath { get; set; } = "";

        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
