using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Turns a checkpoint of another code into an encoder of this library, and says how it was read.</summary>
internal static class ImportVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "import",
            "Read an encoder from a checkpoint of the official CMAE code, Facebook's MAE, timm, Hugging Face or torchvision, and save it. "
            + "Nothing in the file is executed.")
        {
            Examples =
            [
                "import --from cmae_vit-base-p16.pth --save-encoder base.safetensors",
            ],
        };
        var from = new Option<FileInfo>("--from")
        {
            Description =
                "The checkpoint, with any extension: a file of torch.save, .safetensors, or the index of several files (.index.json).",
            HelpName = "FILE",
            Required = true,
        };
        var saveEncoder = new OutputOption<FileInfo>("--save-encoder")
        {
            Description = "File to write the encoder to: .safetensors or .onnx.",
            HelpName = "FILE",
            Required = true,
        };
        var prefix = new Option<string?>("--prefix")
        {
            Description = "Which encoder of several: a part of what precedes its tensors' names, or the key of its state dict.",
            HelpName = "NAME",
        };
        var imageSize = new Option<int?>("--image-size")
        {
            Description = "Side of the input image in pixels, if another is wanted: positions are resized.",
            HelpName = "N",
        };
        var patchSize = new Option<int?>("--patch-size")
        {
            Description = "Side of a patch in pixels, if another is wanted: the patch embedding is resampled.",
            HelpName = "N",
        };
        var heads = new Option<int?>("--heads")
        {
            Description = "Attention heads, if the file does not say and the usual number for its width is wrong.",
            HelpName = "N",
        };
        var channels = new Option<CmaeChannelOrder?>("--channel-order")
        {
            Description = "Order of the color planes, if the usual one for the file's naming is wrong.",
            HelpName = "Rgb|Bgr",
        };
        Option<float[]> mean = Triple(
            "--mean", "Mean of the three color planes (0..255) in the encoder's order, if the usual one is wrong.");
        Option<float[]> deviation = Triple(
            "--standard-deviation", "Their standard deviation. Weights trained on pixels from -1 to 1 need 127.5 for all six.");
        saveEncoder.Validators.Add(result => result.RequireExtension(EncoderFile.Extensions));
        foreach (Option<int?> number in (Option<int?>[])[imageSize, patchSize, heads])
            number.Validators.Add(result => result.RequirePositive<int>());
        foreach (Option option in (Option[])[from, saveEncoder, prefix, imageSize, patchSize, heads, channels, mean, deviation])
            command.Add(option);

        command.SetVerb((parsed, _) =>
        {
            var options = new CmaeImportOptions
            {
                Prefix = parsed.GetValue(prefix),
                ImageSize = parsed.GetValue(imageSize),
                PatchSize = parsed.GetValue(patchSize),
                Heads = parsed.GetValue(heads),
                ChannelOrder = parsed.GetValue(channels),
                Mean = Triple(parsed.GetValue(mean)),
                StandardDeviation = Triple(parsed.GetValue(deviation)),
            };
            var encoder = CmaeEncoder.Load(parsed.GetRequiredValue(from).FullName, options, out CmaeImportReport report);
            FileInfo file = parsed.GetRequiredValue(saveEncoder);
            EncoderFile.Save(encoder, file);
            EncoderText.Print(console, encoder);
            EncoderText.Print(console, report);
            console.Line($"Saved {file.FullName}.");
        });
        return command;
    }

    private static CmaeChannelTriple? Triple(float[]? values) =>
        values is [var first, var second, var third] ? new(first, second, third) : null;

    private static Option<float[]> Triple(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "A B C",
        Arity = new ArgumentArity(3, 3),
        AllowMultipleArgumentsPerToken = true,
    };
}
