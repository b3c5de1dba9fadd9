using System.CommandLine;
using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Probing;
using Cmae.MLNet.Samples.Tool.Scores;
using Cmae.MLNet.Samples.Tool.Segmentation;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Measures a saved model, or the features of an encoder, on labeled images.</summary>
internal static class EvaluateVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "evaluate",
            "Measure a model.zip on labeled images: confusion matrix, figures of each class, calibration; of a segmentation the overlap "
            + "with masks. Or measure an encoder's features.")
        {
            Examples =
            [
                "evaluate --model model.zip --images labeled --json figures.json",
                "evaluate --encoder photos.safetensors --images labeled --label-fraction 0.1 --compare-untrained",
            ],
        };
        var images = new Option<DirectoryInfo>("--images")
        {
            Description = "Folder of labeled images: class-named sub-folders, or a split.csv (path,label,split); for a segmentation a "
                + "split.csv (path,mask,split) or folders images and masks.",
            HelpName = "DIR",
            Required = true,
        };
        command.Add(images);
        var arguments = new EvaluationArguments(command);
        var badImages = new BadImagesArgument(command);
        var figures = new FiguresArgument(command);

        command.SetVerb((parsed, cancellation) =>
        {
            DirectoryInfo folder = parsed.GetRequiredValue(images);
            if (parsed.GetValue(arguments.Model) is { } model)
                EvaluateModel(console, parsed, arguments, badImages, model, folder, figures, cancellation);
            else
                EvaluateEncoder(console, parsed, arguments, badImages, folder, figures, cancellation);
        });
        return command;
    }

    private static void EvaluateModel(
        IAnsiConsole console, ParseResult parsed, EvaluationArguments arguments, BadImagesArgument badImages, FileInfo model,
        DirectoryInfo folder, FiguresArgument figures, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var ml = new MLContext();
        ml.ShowWarnings(console.Warn, parsed.CommandResult.Command);
        ReadableImages readable = badImages.Loader(parsed, ml, console.Warn, cancellation);
        string? split = arguments.Split(parsed) ?? (UnlabeledImages.HasSplit(folder) ? "test" : null);
        ITransformer loaded = ml.Model.LoadChecked(model.FullName, out DataViewSchema? input);
        using var ownedModel = loaded as IDisposable;
        if (SegmentationModel.Is(loaded, input))
        {
            IDataView masked = readable.Check(ml.Data.LoadSegmentationFolder(folder.FullName, split));
            EvaluateSegmentation(console, parsed, ml, loaded.Transform(masked), figures, parsed.GetValue(arguments.Html));
            return;
        }
        if (parsed.GetValue(arguments.Html) is not null)
            throw new ArgumentException("--html goes with a model that 'segment --model' saved; this one is a classifier.");
        IDataView rows = readable.Load(folder, split);

        ScoredImages scored = ScoredImages.Of(loaded, rows, folder.FullName, cancellation);
        int topK = Math.Min(arguments.TopK(parsed), scored.Classes.Count);
        EvaluationReport report = EvaluationReport.Of(ClassifierFigures.Of(scored, topK), topK, Stopwatch.GetElapsedTime(start))
            with { UnreadableImages = readable.LeftOut };
        figures.Save(parsed, report);
        report.Print(console);
    }

    private static void EvaluateSegmentation(
        IAnsiConsole console, ParseResult parsed, MLContext ml, IDataView scored, FiguresArgument figures, FileInfo? page)
    {
        CmaeSegmentationMetrics metrics = ml.MulticlassClassification.EvaluateCmaeSegmentation(scored);
        var report = new SegmentationFigures(metrics);
        figures.Save(parsed, report);
        if (page is not null)
            SegmentationPage.Of(metrics, scored).Save(page.FullName);
        report.PrintTable(console);
    }

    private static void EvaluateEncoder(
        IAnsiConsole console, ParseResult parsed, EvaluationArguments arguments, BadImagesArgument badImages, DirectoryInfo folder,
        FiguresArgument figures, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        int seed = arguments.Seed(parsed);
        var ml = new MLContext(seed);
        ml.ShowMessages(console, parsed.CommandResult.Command);
        ReadableImages readable = badImages.Loader(parsed, ml, console.Warn, cancellation);
        TrainTestImages labeled = TrainTestImages.Load(ml, folder, seed, readable.LoadLabeled, console.Warn);
        labeled = labeled with { Train = arguments.LabelFraction.Keep(parsed, ml, labeled.Train, seed) };
        CmaeEncoder encoder = CmaeEncoder.Load(parsed.GetValue(arguments.Encoder)!.FullName);

        CmaeFeatureKind features = arguments.Features.Value(parsed);
        EncoderFigures Measure(CmaeEncoder measured) =>
            EncoderFigures.Of(ml, labeled, measured, features, arguments.Neighbors(parsed), cancellation);
        EncoderFigures trained = Measure(encoder);
        EncoderFigures? untrained = arguments.CompareUntrained(parsed) ? Measure(UntrainedTwin.Of(encoder, seed)) : null;
        string[] labels = [.. labeled.Train.GetColumn<string>("Label")];
        var report = new EncoderReport(
            trained, untrained, features.ToString(), labels.Distinct().Count(), labels.Length, trained.LinearProbe.Count,
            arguments.LabelFraction.Value(parsed), seed,
            Stopwatch.GetElapsedTime(start).TotalSeconds)
        {
            UnreadableImages = readable.LeftOut,
        };
        figures.Save(parsed, report);
        report.Print(console, labeled.Protocol);
    }
}
