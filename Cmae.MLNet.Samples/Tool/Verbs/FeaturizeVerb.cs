using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Writes the features of a folder's images to a table.</summary>
internal static class FeaturizeVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "featurize",
            "Write the feature vector of every image of a folder to a CSV or Parquet file.")
        {
            Examples =
            [
                "featurize --images photos --encoder photos.safetensors --output features.parquet",
                "featurize --images photos --split test --encoder photos.onnx --features ClassToken --output features.csv",
            ],
        };
        var images = new Option<DirectoryInfo>("--images")
        {
            Description = "Folder of images, with or without class-named sub-folders.",
            HelpName = "DIR",
            Required = true,
        };
        var split = new Option<string?>("--split")
        {
            Description = "Only these rows of the folder's split.csv. The default is all images.",
            HelpName = "train|val|test",
        };
        var encoder = new Option<FileInfo>("--encoder")
        {
            Description = "The encoder: .safetensors, .onnx or .zip.",
            HelpName = "FILE",
            Required = true,
        };
        var kind = new Option<CmaeFeatureKind>("--features")
        {
            Description = "What the features are. MeanPatch, the library's default, is short; a classifier does better on "
                + "MeanPatchGrid, the default of 'classify' and 'evaluate'.",
            DefaultValueFactory = _ => CmaeFeatureKind.MeanPatch,
        };
        var output = new OutputOption<FileInfo>("--output")
        {
            Description = "The table: .csv (path, label, f0, f1, ...) or .parquet (path, label, features as a list).",
            HelpName = "FILE",
            Required = true,
        };
        split.AcceptOnlyFromAmong("train", "val", "test");
        output.Validators.Add(result => result.RequireExtension(".csv", ".parquet"));
        foreach (Option option in (Option[])[images, split, encoder, kind, output])
            command.Add(option);
        var spreadsheet = new SpreadsheetArgument(command);
        var badImages = new BadImagesArgument(command);

        command.SetVerb((parsed, cancellation) =>
        {
            var ml = new MLContext();
            ml.ShowWarnings(console.Warn, parsed.CommandResult.Command);
            string folder = parsed.GetRequiredValue(images).FullName;
            IDataView view = badImages.Loader(parsed, ml, console.Warn, cancellation)
                .Load(parsed.GetRequiredValue(images), parsed.GetValue(split));
            IDataView featurized = ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
            {
                OutputColumnName = "Features",
                InputColumnName = "ImagePath",
                Encoder = CmaeEncoder.Load(parsed.GetRequiredValue(encoder).FullName),
                FeatureKind = parsed.GetRequiredValue(kind),
                MaxImagePixels = badImages.MaxPixels(parsed),
            }).Fit(view).Transform(view);

            FileInfo table = parsed.GetRequiredValue(output);
            int rows = Write(table, folder, featurized, spreadsheet.Value(parsed), cancellation);
            console.Line($"{rows:N0} images. Saved {table.FullName}.");
        });
        return command;
    }

    private static int Write(FileInfo table, string folder, IDataView featurized, bool guardsFormulas, CancellationToken cancellation)
    {
        using OutputFile file = OutputFile.Create(table.FullName);
        int rows = 0;
        using (IFeatureWriter writer = IFeatureWriter.Create(table.Name, file.Stream, guardsFormulas))
        using (DataViewRowCursor cursor = featurized.GetRowCursor(featurized.Schema))
        {
            var path = cursor.GetGetter<ReadOnlyMemory<char>>(featurized.Schema["ImagePath"]);
            var label = cursor.GetGetter<ReadOnlyMemory<char>>(featurized.Schema["Label"]);
            var features = cursor.GetGetter<VBuffer<float>>(featurized.Schema["Features"]);
            (ReadOnlyMemory<char> pathValue, ReadOnlyMemory<char> labelValue, VBuffer<float> featuresValue) = (default, default, default);
            for (; cursor.MoveNext(); rows++)
            {
                cancellation.ThrowIfCancellationRequested();
                path(ref pathValue);
                label(ref labelValue);
                features(ref featuresValue);
                writer.Write(RelativePath.Of(folder, pathValue), labelValue.ToString(), featuresValue.DenseValues().ToArray());
            }
        }
        file.Complete();
        return rows;
    }
}
