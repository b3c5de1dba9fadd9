using System.CommandLine;
using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Segmentation;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>The whole way from a folder of images and masks to a model: pre-train or take an encoder, train, measure, save.</summary>
internal static class SegmentVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "segment",
            "Pre-train an encoder (or take one), train a model that gives every pixel a class, measure it and save it as a model.zip.")
        {
            Examples =
            [
                "segment --images aerial --minutes 60 --model aerial.zip --json result.json",
                "segment --images aerial --encoder aerial.safetensors --label-fraction 0.1 --epochs 50 --html result.html",
            ],
        };
        var images = new Option<DirectoryInfo>("--images")
        {
            Description = "Folder of images and masks: with a split.csv (path,mask,split) whose train rows are learned from, whose val "
                + "rows decide which epoch is kept and whose test rows are measured on, or with folders images and masks, of which a fifth "
                + "is held out for the test. classes.csv (value,name,color) names the classes.",
            HelpName = "DIR",
            Required = true,
        };
        var model = new OutputOption<FileInfo?>("--model")
        {
            Description = "Save the model here; it loads with stock ML.NET packages.",
            HelpName = "FILE.zip",
        };
        var saveEncoder = new OutputOption<FileInfo?>("--save-encoder")
        {
            Description = "Save the encoder, before the training of the segmentation, here: .safetensors or .onnx.",
            HelpName = "FILE",
        };
        var json = new OutputOption<FileInfo?>("--json") { Description = "Write the figures here.", HelpName = "FILE" };
        var html = new OutputOption<FileInfo?>("--html")
        {
            Description = "Write a page with the figures and the worst test images here.",
            HelpName = "FILE",
        };
        model.Validators.Add(result => result.RequireExtension(".zip"));
        saveEncoder.Validators.Add(result => result.RequireExtension(EncoderFile.Extensions));
        html.Validators.Add(result => result.RequireExtension(".html", ".htm"));
        command.Add(images);
        var arguments = new SegmentationArguments(command);
        var fraction = new LabelFractionArgument(command);
        var badImages = new BadImagesArgument(command);
        foreach (Option option in (Option[])[model, saveEncoder, json, html])
            command.Add(option);

        command.SetVerb((parsed, cancellation) =>
        {
            long start = Stopwatch.GetTimestamp();
            CmaeSegmentationTrainer.Options options = arguments.Read(parsed, cancellation);
            int seed = arguments.Seed(parsed);
            var ml = new MLContext(seed);
            ml.ShowMessages(console, parsed.CommandResult.Command);
            ReadableImages readable = badImages.Loader(parsed, ml, console.Warn, cancellation);
            SegmentationRows rows = SegmentationRows.Load(ml, parsed.GetRequiredValue(images), seed, readable);

            // 1. An encoder: given, pre-trained here on the train images, or none
            EncoderTraining? encoder = Encoder(parsed, arguments, ml, rows, options, console, cancellation);
            options.InitializeFrom = encoder?.Encoder;
            if (encoder is not null && parsed.GetValue(saveEncoder) is { } encoderFile)
                EncoderFile.Save(encoder.Encoder, encoderFile);

            // 2. The model, measured on the test images
            IDataView train = rows.TrainShare(ml, fraction.Value(parsed), seed);
            long trainingStart = Stopwatch.GetTimestamp();
            var training = SegmentationTraining.Of(
                ml, train, rows.Validation, rows.Test, options, new EpochLines(console, TimeProvider.System));
            TimeSpan trained = Stopwatch.GetElapsedTime(trainingStart);

            // 3. What is to be kept
            if (parsed.GetValue(model) is { } modelFile)
                ModelFile.Save(ml, training.Model, SegmentationModel.Rows(ml, []).Schema, modelFile.FullName);
            var report = new SegmentationReport(training.Metrics)
            {
                TrainImages = SegmentationRows.Count(train),
                ValidationImages = rows.Validation is null ? 0 : SegmentationRows.Count(rows.Validation),
                TestImages = SegmentationRows.Count(rows.Test),
                LabelFraction = fraction.Value(parsed),
                ImageSize = options.ImageSize,
                Head = $"{options.Head}".ToLowerInvariant(),
                Epochs = training.Epochs,
                BestEpoch = training.BestEpoch,
                ImagesSeen = training.ImagesSeen,
                PretrainingImagesSeen = encoder?.ImagesSeen ?? 0,
                PretrainingSeconds = encoder?.Elapsed.TotalSeconds ?? 0,
                Seed = seed,
                TrainingSeconds = trained.TotalSeconds,
                Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
                UnreadableImages = readable.LeftOut,
            };
            if (parsed.GetValue(json) is { } jsonFile)
                JsonFile.Save(report, jsonFile.FullName);
            if (parsed.GetValue(html) is { } page)
                SegmentationPage.Of(training.Metrics, training.Model.Transform(rows.Test)).Save(page.FullName);
            report.Print(console);
        });
        return command;
    }

    private static EncoderTraining? Encoder(
        ParseResult parsed, SegmentationArguments arguments, MLContext ml, SegmentationRows rows, CmaeSegmentationTrainer.Options options,
        IAnsiConsole console, CancellationToken cancellation)
    {
        if (arguments.Encoder(parsed) is { } given)
            return EncoderTraining.Given(given);
        return arguments.Pretraining(parsed, options.ImageSize, cancellation) is { } pretraining
            ? EncoderTraining.Run(ml, rows.Train, pretraining, IPretrainingDisplay.Create(console))
            : null;
    }
}
