using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Unpacking;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Turns a data set in a format of its own into a folder of images that the other verbs read.</summary>
internal static class UnpackVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "unpack",
            "Turn CIFAR-10's binary files into a folder of PNG images in class-named sub-folders with a split.csv, for all "
            + "other verbs.")
        {
            Examples =
            [
                "unpack --cifar10 cifar-10-batches-bin --to cifar10",
            ],
        };
        var cifar10 = new Option<DirectoryInfo>("--cifar10")
        {
            Description = "Folder of data_batch_*.bin, test_batch.bin and batches.meta.txt; any number of batches and records.",
            HelpName = "DIR",
            Required = true,
        };
        var to = new Option<DirectoryInfo>("--to") { Description = "Folder to write; new or empty.", HelpName = "DIR", Required = true };
        foreach (Option option in (Option[])[cifar10, to])
            command.Add(option);

        command.SetVerb((parsed, cancellation) =>
        {
            CifarFolder images = CifarFolder.Read(parsed.GetRequiredValue(cifar10));
            DirectoryInfo folder = parsed.GetRequiredValue(to);
            int count = UnpackedFolder.Write(images, folder, cancellation);
            console.Line(
                $"{count:N0} images of {images.Classes.Count} classes, {images.Test.Count:N0} of them for the test. Saved "
                    + $"{folder.FullName}.");
        });
        return command;
    }
}
