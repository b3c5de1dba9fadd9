using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Says what a file is: where its names come from, architecture, sizes, preprocessing, weights.</summary>
internal static class InspectVerb
{
    private const string OwnLayout = "Cmae.MLNet";

    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "inspect",
            "Say what a file of weights is: its naming, architecture, preprocessing, checksum, and every weight with its shape; of a "
            + "model.zip also what it takes and gives, and its classes. Nothing in it is executed.")
        {
            Examples =
            [
                "inspect photos.safetensors --weights",
                "inspect model.zip",
            ],
        };
        var file = new Argument<FileInfo>("file")
        {
            Description = "A checkpoint, encoder, exported model or ML.NET .zip.",
            HelpName = "FILE",
        };
        var weights = new Option<bool>("--weights") { Description = "List every weight with its shape and where it comes from." };
        command.Add(file);
        command.Add(weights);

        command.SetVerb((parsed, _) =>
        {
            FileInfo inspected = parsed.GetRequiredValue(file);
            var encoder = CmaeEncoder.Load(inspected.FullName, new CmaeImportOptions(), out CmaeImportReport report);
            console.Line($"{inspected.Name}, {inspected.Length / 1e6:F1} MB");
            if (inspected.Extension.Equals(".zip", StringComparison.OrdinalIgnoreCase) && report.Layout == OwnLayout)
                ModelText.Print(console, inspected);
            EncoderText.Print(console, encoder);
            EncoderText.Print(console, report);
            if (parsed.GetValue(weights))
                EncoderText.PrintWeights(console, encoder, report);
        });
        return command;
    }
}
