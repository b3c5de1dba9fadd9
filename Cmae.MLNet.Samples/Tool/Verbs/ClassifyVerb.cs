using System.CommandLine;
using System.Diagnostics;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Probing;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>The whole way for the user's own folders: pre-train or take an encoder, train a linear classifier, measure, save.</summary>
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
            ],
        };
        var images = new Option<DirectoryInfo>("--images")
        {
            Description = "Folder of labeled images: class-named sub-folders, or a split.csv (path,label,split) whose train rows are "
                + "learned from, whose val rows decide the classifier's L2 weight and whose test rows are measured on. Without split.csv "
                + "a fifth of each class is held out for the test.",
            HelpName = "DIR",
            Required = true,
        };
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
        var model = new OutputOption<FileInfo?>("--model")
        {
            Description = "Save the whole pipeline here; it loads with stock ML.NET packages.",
            HelpName = "FILE.zip",
        };
        var saveEncoder = new OutputOption<FileInfo?>("--save-encoder")
        {
            Description = "Save the encoder here: .safetensors or .onnx.",
            HelpName = "FILE",
        };
        var json = new OutputOption<FileInfo?>("--json") { Description = "Write the figures here.", HelpName = "FILE" };
        model.Validators.Add(result => result.RequireExtension(".zip"));
        saveEncoder.Validators.Add(result => result.RequireExtension(EncoderFile.Extensions));
        foreach (Option option in (Option[])[images, unlabeled, encoder])
            command.Add(option);
        var kind = new FeatureKindArgument(command);
        var pretraining = new PretrainingArguments(command);
        var badImages = new BadImagesArgument(command);
        foreach (Option option in (Option[])[model, saveEncoder, json])
            command.Add(option);

        command.SetVerb((parsed, cancellation) =>
        {
            long start = Stopwatch.GetTimestamp();
            CmaePretrainingOptions options = pretraining.Read(parsed, cancellation);
            var ml = new MLContext(options.Seed);
            ml.ShowMessages(console, parsed.CommandResult.Command);
            ReadableImages readable = badImages.Loader(parsed, ml, console.Warn, cancellation);
            TrainTestImages labeled = TrainTestImages.Load(ml, parsed.GetRequiredValue(images), options.Seed!.Value, readable.LoadLabeled);

            // 1. An encoder: pre-trained here on all train images, or given
            EncoderTraining training = parsed.GetValue(encoder) is { } file
                ? EncoderTraining.Given(CmaeEncoder.Load(file.FullName))
                : EncoderTraining.Run(
                    ml, PretrainingImages(ml, labeled, parsed.GetRequiredValue(unlabeled), readable), options,
                    IPretrainingDisplay.For(console));

            if (parsed.GetValue(saveEncoder) is { } encoderFile) // at once: a failure of what follows does not cost the training
                EncoderFile.Save(training.Encoder, encoderFile);

            // 2. The same linear classifier on its features, on those of an untrained encoder, and on raw pixels
            CmaeFeatureKind features = kind.Value(parsed);
            var probe = new LogisticRegressionProbe(ml, labeled);
            ProbeResult cmae = probe.Evaluate(ImageFeatures.Of(ml, training.Encoder, features));
            cancellation.ThrowIfCancellationRequested();
            ProbeResult untrained = probe.Evaluate(ImageFeatures.Of(ml, UntrainedTwin.Of(training.Encoder, options.Seed.Value), features));
            cancellation.ThrowIfCancellationRequested();
            ProbeResult pixels = probe.Evaluate(ImageFeatures.Pixels(ml));

            // 3. What is to be kept
            if (parsed.GetValue(model) is { } modelFile)
                ModelFile.Save(ml, cmae.Model, labeled.Train.Schema, modelFile.FullName);
            var report = ClassificationReport.Of(labeled, training, features, cmae, untrained, pixels, Stopwatch.GetElapsedTime(start))
                with { UnreadableImages = readable.LeftOut };
            if (parsed.GetValue(json) is { } jsonFile)
                JsonFile.Save(report, jsonFile.FullName);
            report.Print(console, labeled.Protocol);
        });
        return command;
    }

    private static IDataView PretrainingImages(MLContext ml, TrainTestImages labeled, DirectoryInfo[] unlabeled, ReadableImages readable) =>
        unlabeled.Length == 0
            ? labeled.Train
            : UnlabeledImages.Concatenate(ml, [labeled.Train, UnlabeledImages.Load(ml, unlabeled, readable.Load)]);
}
