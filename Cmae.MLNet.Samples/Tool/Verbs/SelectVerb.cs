using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Curating;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Selects the images of a folder that are most worth labeling.</summary>
internal static class SelectVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand("select", "Select the images of a folder that are most worth labeling next.")
        {
            Examples =
            [
                "select --images photos --encoder photos.safetensors --count 100 --csv to-label.csv",
                "select --images photos --encoder photos.safetensors --labeled labeled.txt --model model.zip --count 50 --html next.html",
            ],
        };
        var count = new Option<int>("--count")
        {
            Description = "How many images.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
        };
        var strategy = new Option<CmaeSelection>("--strategy")
        {
            Description = "Typical takes images from the middle of groups, for the first labels; Diverse those that differ most from all "
                + "before, outliers early.",
            DefaultValueFactory = _ => CmaeSelection.Typical,
        };
        var model = new Option<FileInfo?>("--model")
        {
            Description = "A model that 'classify --model' or 'finetune --model' saved: the images that it can least decide on are "
                + "selected, instead of by a strategy.",
            HelpName = "FILE.zip",
        };
        var labeled = new Option<FileInfo?>("--labeled")
        {
            Description = "File of paths relative to the folder, one a line: images that have a label already.",
            HelpName = "FILE",
        };
        var seed = new Option<int>("--seed") { Description = "Seed of the groups.", HelpName = "N", DefaultValueFactory = _ => 1 };
        count.Validators.Add(result => result.RequirePositive<int>());
        model.Validators.Add(result => result.RequireExtension(".zip"));
        foreach (Option option in (Option[])[count, strategy, model, labeled, seed])
            command.Add(option);
        command.AddCheck(result =>
        {
            if (result.GetResult(model) is not null && result.GetResult(strategy) is { Implicit: false })
                result.AddError("--strategy and --model exclude each other: with a model, the most uncertain images are selected.");
        });
        var arguments = new CurationArguments(command);
        var output = new CurationOutput(command, console, "rank, path");

        command.SetVerb((parsed, cancellation) =>
        {
            string[] known = parsed.GetValue(labeled) is { } list ? LabeledList.Read(list.FullName) : [];
            CuratedImages images = arguments.Read(parsed, output.Warn(parsed), cancellation);
            LabeledList.RequireKnown(known, images.Index, parsed.GetValue(labeled)?.FullName);
            int wanted = parsed.GetRequiredValue(count);
            IReadOnlyList<string> selected = parsed.GetValue(model) is { } classifier
                ? images.Index.SelectUncertain(wanted, Probabilities(classifier.FullName, images), known)
                : images.Index.SelectToLabel(wanted, parsed.GetRequiredValue(strategy), known, parsed.GetRequiredValue(seed));
            List<string[]> records = [["rank", "path"], .. selected.Select((key, i) => (string[])[$"{i + 1}", key])];
            output.Write(
                parsed, records, $"{selected.Count:N0} of {images.Paths.Count:N0} images, {known.Length:N0} of which have a label.",
                () => new PicturePage("Images to label next").Rows("Selected", selected.Select(key => (images.PathOf(key), key))));
        });
        return command;
    }

    private static float[][] Probabilities(string model, CuratedImages images)
    {
        var ml = new MLContext();
        ITransformer loaded = ml.Model.LoadChecked(model, out _);
        using var owned = loaded as IDisposable;
        IDataView rows = ml.Data.LoadFromEnumerable(
            images.Paths.Zip(images.Labels, (path, label) => new Row { ImagePath = path, Label = label }).ToArray());
        return [.. loaded.Transform(rows).GetColumn<float[]>("Score")];
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";
    }
}
