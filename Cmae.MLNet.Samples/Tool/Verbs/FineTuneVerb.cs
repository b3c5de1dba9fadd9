using System.CommandLine;
using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Fine-tunes an encoder on the user's own labeled images, measures it, and saves it as a model.</summary>
internal static class FineTuneVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "finetune",
            "Fine-tune an encoder into a classifier, end to end, measure it and save it as a model.zip.")
        {
            Examples =
            [
                "finetune --images labeled --encoder photos.safetensors --model model.zip --json result.json",
                "finetune --images labeled --encoder photos.safetensors --label-fraction 0.1 --compare-scratch --epochs 50",
                "finetune --images labeled --encoder photos.safetensors --freeze encoder --model model.zip",
                "finetune --images labeled --encoder photos.safetensors --run runs/tuned --more-epochs 20 --model model.zip",
            ],
        };
        Option<DirectoryInfo> images = LabeledImagesOption.Create("which epoch is kept");
        var compare = new Option<bool>("--compare-scratch")
        {
            Description = "Also train from random weights, with the same sizes and budget.",
        };
        command.Add(images);
        var arguments = new FineTuningArguments(command);
        var fraction = new LabelFractionArgument(command);
        var run = new RunArguments(
            command,
            "Folder of the run: options, the figures of every step and checkpoints, which 'report' makes a page of. A run that is in it "
                + "goes on where its newest checkpoint was written, with the same result, bit by bit, as an uninterrupted one.");
        var badImages = new BadImagesArgument(command);
        command.Add(compare);
        var outputs = new ClassifierOutputArguments(command, console);

        command.AddCheck(result =>
        {
            if (result.GetValue(compare) && result.GetResult(arguments.Encoder) is null)
                result.AddError("--compare-scratch needs --encoder: without it, training starts from random weights already.");
        });

        command.SetVerb((parsed, cancellation) =>
        {
            long start = Stopwatch.GetTimestamp();
            CmaeImageClassificationTrainer.Options options = arguments.Read(parsed, cancellation);
            run.SetResumingOptions(parsed, options);
            options.MaxImagePixels = badImages.MaxPixels(parsed) ?? options.MaxImagePixels;
            int seed = options.Seed!.Value;
            var ml = new MLContext(seed);
            ml.ShowMessages(console, parsed.CommandResult.Command);
            ReadableImages readable = badImages.Loader(parsed, ml, console.Warn, cancellation);
            TrainTestImages labeled = TrainTestImages.Load(
                ml, parsed.GetRequiredValue(images), seed, readable.LoadLabeled, console.Warn);
            (IDataView rows, IDataView selection) = labeled.ForChoices(ml, seed);
            IDataView train = fraction.Keep(parsed, ml, rows, seed);
            ClassifierTraining Train(CmaeImageClassificationTrainer.Options how)
            {
                try
                {
                    return ClassifierTraining.Run(ml, train, selection, labeled.Test, how, new EpochLines(console, TimeProvider.System));
                }
                catch (OperationCanceledException)
                {
                    throw KeptRun.Canceled(parsed, how.RunDirectory);
                }
            }

            long trainingStart = Stopwatch.GetTimestamp();
            ClassifierTraining tuned = Train(options);
            TimeSpan training = Stopwatch.GetElapsedTime(trainingStart);
            outputs.SaveEncoder(parsed, tuned.Encoder);
            outputs.SaveModel(parsed, ml, tuned.Model, train.Schema);
            double? fromScratch = null;
            if (parsed.GetValue(compare))
            {
                console.Line("Training from random weights, to compare ...");
                CmaeImageClassificationTrainer.Options scratch = arguments.Read(parsed, cancellation);
                run.SetResumingOptions(parsed, scratch, "from-scratch");
                fromScratch = Train(ClassifierTraining.FromScratch(scratch)).Accuracy;
            }

            string[] labels = [.. train.GetColumn<string>("Label")];
            var report = new FineTuningReport(
                tuned.Accuracy, fromScratch, labels.Distinct().Count(), labels.Length, Rows(selection), Rows(labeled.Test),
                fraction.Value(parsed),
                tuned.Epochs, tuned.BestEpoch, tuned.ImagesSeen, seed, training.TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds)
            {
                UnreadableImages = readable.LeftOut,
            };
            outputs.SaveFigures(parsed, report);
            report.Print(
                console, options.InitializeFrom is null ? "from random weights" : $"from the encoder as given, frozen: {options.Freeze}");
        });
        return command;
    }

    private static int Rows(IDataView rows) => rows.GetColumn<string>("Label").Count();
}
