using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Output;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Predicts the images of a folder with a saved model; but for listing the folder, stock ML.NET calls only.</summary>
internal static class PredictVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "predict",
            "Predict the class of every image of a folder with a model.zip.")
        {
            Examples =
            [
                "predict --model model.zip --images new-photos --csv predictions.csv",
            ],
        };
        var model = new Option<FileInfo>("--model")
        {
            Description = "The model that 'classify --model' saved.",
            HelpName = "FILE.zip",
            Required = true,
        };
        var images = new Option<DirectoryInfo>("--images") { Description = "Folder of images.", HelpName = "DIR", Required = true };
        var csv = new Option<FileInfo>("--csv")
        {
            Description = "File to write: path, predicted label, score (the probability of that label).",
            HelpName = "FILE",
            Required = true,
        };
        foreach (Option option in (Option[])[model, images, csv])
            command.Add(option);

        command.SetVerb((parsed, cancellation) =>
        {
            var ml = new MLContext();
            string folder = parsed.GetRequiredValue(images).FullName;
            IDataView view = ml.Data.LoadImageFolder(folder);
            ITransformer loaded = ml.Model.LoadChecked(parsed.GetRequiredValue(model).FullName, out _);
            using var ownedModel = loaded as IDisposable;

            using OutputFile file = OutputFile.Create(parsed.GetRequiredValue(csv).FullName);
            int rows = 0;
            using (var writer = new CsvWriter(file.Stream))
            {
                writer.WriteRecord(["path", "predictedLabel", "score"]);
                IDataView predictions = WithTextLabels(ml, loaded.Transform(view));
                foreach (Prediction row in ml.Data.CreateEnumerable<Prediction>(predictions, reuseRowObject: true))
                {
                    cancellation.ThrowIfCancellationRequested();
                    writer.WriteRecord([RelativePath.Of(folder, row.ImagePath), row.PredictedLabel, CsvWriter.Number(row.Score.Max())]);
                    rows++;
                }
            }
            file.Complete();
            console.WriteLine($"{rows:N0} images. Saved {parsed.GetRequiredValue(csv).FullName}.");
        });
        return command;
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
