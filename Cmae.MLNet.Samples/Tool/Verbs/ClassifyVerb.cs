using System.CommandLine;
using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Probing;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>End to end on the user's own folders: pre-trains or takes an encoder, trains a linear classifier, measures and saves it.</summary>
internal static class ClassifyVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "classify",
            "Pre-train an encoder (or take one), train a linear classifier on its features, measure it and save it as a "
            + "model.zip.")
        {
            Examples =
            [
                "classify --images labeled --unlabeled photos --minutes 20 --model model.zip --save-encoder photos.safetensors",
                "classify --images labeled --encoder photos.safetensors --model model.zip --json result.json",
                "classify --images labeled --unlabeled photos --minutes 60 --run runs/photos --model model.zip",
            ],
        };
        Option<DirectoryInfo> images = LabeledImagesOption.Create("the classifier's L2 weight");
        var unlabeled = new Option<DirectoryInfo[]>("--unlabeled")
        {
            Description = "More images to pre-train on, beside the train images of --images: of a split.csv, its train rows, "
                + "else all. Repeatable.",
            HelpName = "DIR",
            DefaultValueFactory = _ => [],
        };
        var encoder = new Option<FileInfo?>("--encoder")
        {
            Description = "Take this encoder (.safetensors, .onnx, .zip) and pre-train nothing.",
            HelpName = "FILE",
        };
        foreach (Option option in (Option[])[images, unlabeled, encoder])
            command.Add(option);
        var kind = new FeatureKindArgument(command);
        var pretraining = new PretrainingArguments(command);
        var run = new RunArguments(
            command,
            "Folder of the pre-training run: options, the figures of every step, checkpoints and pictures, which 'report' makes a page of. "
                + "A run that is in it goes on where its newest checkpoint was written, with the same result, bit by bit, as an "
                + "uninterrupted one.");
        var badImages = new BadImagesArgument(command);
        command.AddCheck(result =>
        {
            if (result.GetResult(run.Run) is not null && result.GetResult(encoder) is not null)
                result.AddError("--run is the folder of a pre-training, and with --encoder there is none: give one of them.");
        });
        var outputs = new ClassifierOutputArguments(command, console);

        command.SetVerb((parsed, cancellation) =>
        {
            long start = Stopwatch.GetTimestamp();
            CmaePretrainingOptions options = pretraining.Read(parsed, cancellation);
            run.SetResumingOptions(parsed, options);
            options.MaxImagePixels = badImages.MaxPixels(parsed) ?? options.MaxImagePixels;
            var ml = new MLContext(options.Seed);
            ml.ShowMessages(console, parsed.CommandResult.Command);
            ReadableImages readable = badImages.Loader(parsed, ml, console.Warn, cancellation);
            TrainTestImages labeled = TrainTestImages.Load(
                ml, parsed.GetRequiredValue(images), options.Seed!.Value, readable.LoadLabeled, console.Warn);

            EncoderTraining? training = null;
            ProbeResult cmae, untrained, pixels;
            CmaeFeatureKind features = kind.Value(parsed);
            try
            {
                // 1. An encoder: pre-trained here on all train images, or given
                training = parsed.GetValue(encoder) is { } file
                    ? EncoderTraining.Given(CmaeEncoder.Load(file.FullName))
                    : EncoderTraining.Run(
                        ml, PretrainingImages(ml, labeled, parsed.GetRequiredValue(unlabeled), readable), options,
                        IPretrainingDisplay.Create(console));
                outputs.SaveEncoder(parsed, training.Encoder); // at once: a failure of what follows does not cost the training

                // 2. The same linear classifier on its features, on those of an untrained encoder, and on raw pixels
                var probe = new LogisticRegressionProbe(ml, labeled);
                string measured = $"{Rows(labeled.Train):N0} train and {Rows(labeled.Test):N0} test images";
                console.Line($"Classifier 1 of 3: on features of {measured} by the encoder ...");
                cmae = probe.Evaluate(ImageFeatures.Of(ml, training.Encoder, features));
                cancellation.ThrowIfCancellationRequested();
                console.Line("Classifier 2 of 3: on features by an untrained encoder, to compare ...");
                untrained = probe.Evaluate(ImageFeatures.Of(ml, UntrainedTwin.Of(training.Encoder, options.Seed.Value), features));
                cancellation.ThrowIfCancellationRequested();
                console.Line("Classifier 3 of 3: on raw pixels, to compare ...");
                pixels = probe.Evaluate(ImageFeatures.Pixels(ml));
            }
            catch (OperationCanceledException) when (training is null || options.RunDirectory is not null)
            {
                throw KeptRun.Canceled(parsed, options.RunDirectory);
            }

            // 3. What is to be kept
            outputs.SaveModel(parsed, ml, cmae.Model, labeled.Train.Schema);
            var report = ClassificationReport.Of(labeled, training, features, cmae, untrained, pixels, Stopwatch.GetElapsedTime(start))
                with { UnreadableImages = readable.LeftOut };
            outputs.SaveFigures(parsed, report);
            report.Print(console, labeled.Protocol);
        });
        return command;
    }

    private static int Rows(IDataView rows) => rows.GetColumn<string>("Label").Count();

    private static IDataView PretrainingImages(MLContext ml, TrainTestImages labeled, DirectoryInfo[] unlabeled, ReadableImages readable) =>
        unlabeled.Length == 0
            ? labeled.Train
            : UnlabeledImages.Concatenate(ml, [labeled.Train, UnlabeledImages.Load(ml, unlabeled, readable.Load)]);
}
