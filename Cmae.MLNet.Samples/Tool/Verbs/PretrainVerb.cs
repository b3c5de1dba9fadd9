using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Pre-trains an encoder on folders of images and saves it.</summary>
internal static class PretrainVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "pretrain",
            "Pre-train an encoder on folders of unlabeled images and save it. Labels are not used for "
            + "training; if there are some, a k-NN accuracy shows how useful the features are.")
        {
            Examples =
            [
                "pretrain --images photos --minutes 30 --save-encoder photos.safetensors",
                "pretrain --images photos --images more-photos --preset tiny --image-size 96 --epochs 100 --save-encoder photos.onnx",
                "pretrain --images photos --epochs 200 --run runs/photos --resume --save-encoder photos.safetensors",
                "pretrain --images photos --epochs 200 --run runs/photos --more-epochs 50 --save-encoder photos.safetensors",
            ],
        };
        var images = new Option<DirectoryInfo[]>("--images")
        {
            Description = "Folder of images, with or without sub-folders; of a split.csv in it, the train rows. Repeatable.",
            HelpName = "DIR",
            Required = true,
        };
        var saveEncoder = new OutputOption<FileInfo>("--save-encoder")
        {
            Description = "File to write the encoder to: .safetensors or .onnx.",
            HelpName = "FILE",
            Required = true,
        };
        saveEncoder.Validators.Add(result => result.RequireExtension(EncoderFile.Extensions));
        command.Add(images);
        command.Add(saveEncoder);
        var pretraining = new PretrainingArguments(command);
        var checkpoints = new CheckpointArguments(command);
        var badImages = new BadImagesArgument(command);

        command.SetVerb((parsed, cancellation) =>
        {
            CmaePretrainingOptions options = pretraining.Read(parsed, cancellation);
            checkpoints.SetOptions(parsed, options);
            options.MaxImagePixels = badImages.MaxPixels(parsed) ?? options.MaxImagePixels;
            var ml = new MLContext(options.Seed);
            ml.ShowMessages(console, parsed.CommandResult.Command);

            IDataView view = UnlabeledImages.Load(
                ml, parsed.GetRequiredValue(images), badImages.Loader(parsed, ml, console.Warn, cancellation).Load);
            EncoderTraining training;
            try
            {
                training = EncoderTraining.Run(ml, view, options, IPretrainingDisplay.Create(console));
            }
            catch (OperationCanceledException)
            {
                throw KeptRun.Canceled(parsed, options.RunDirectory);
            }
            FileInfo file = parsed.GetRequiredValue(saveEncoder);
            EncoderFile.Save(training.Encoder, file);

            string what = training.HadEnded
                ? "The run was already complete: there was nothing left to train."
                : $"{training.ImagesSeen:N0} images seen in {TimeText.Of(training.Elapsed)}.";
            console.Line($"{what} Saved {file.FullName}.");
        });
        return command;
    }
}
