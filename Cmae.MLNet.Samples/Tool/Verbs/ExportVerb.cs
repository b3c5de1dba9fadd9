using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Verbs;

/// <summary>Writes an encoder in a format that another program reads.</summary>
internal static class ExportVerb
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new VerbCommand(
            "export",
            "Write an encoder for another program: as .onnx, .safetensors, an ML.NET .zip, or a state dict for the official "
            + "code, timm or Hugging Face.")
        {
            Examples =
            [
                "export --encoder photos.safetensors --to photos.onnx --features PatchTokens",
                "export --encoder photos.safetensors --to photos-int8.onnx --precision Int8",
                "export --encoder photos.safetensors --to photos-timm.pth --layout Timm",
            ],
        };
        var encoderFile = new Option<FileInfo>("--encoder")
        {
            Description = "The encoder (.safetensors, .onnx, .zip, .pth).",
            HelpName = "FILE",
            Required = true,
        };
        var to = new OutputOption<FileInfo>("--to")
        {
            Description = "File to write: .onnx, .safetensors, .zip, .pth, .pt or .bin.",
            HelpName = "FILE",
            Required = true,
        };
        var features = new Option<OnnxOutput>("--features")
        {
            Description = "What an .onnx file computes of an image: MeanPatch, MeanPatchGrid, ClassToken, PatchTokens or Attention; or, "
                + "of a fine-tuned classifier, Logits (and probabilities).",
            HelpName = "KIND",
            DefaultValueFactory = _ => OnnxOutput.MeanPatch,
        };
        var layout = new Option<CmaeStateDictLayout?>("--layout")
        {
            Description = "Write the weights alone, under the names of this code: Official, Timm or HuggingFace.",
            HelpName = "NAME",
        };
        var precision = new Option<CmaeOnnxPrecision>("--precision")
        {
            Description = "How an .onnx file of features stores its matrices: Float32, Float16 (half the size) or Int8 (a quarter, for "
                + "processors with VNNI; features slightly off).",
            HelpName = "NAME",
            DefaultValueFactory = _ => CmaeOnnxPrecision.Float32,
        };
        to.Validators.Add(result => result.RequireExtension(".onnx", ".safetensors", ".zip", ".pth", ".pt", ".bin"));
        foreach (Option option in (Option[])[encoderFile, to, features, layout, precision])
            command.Add(option);
        command.AddCheck(result =>
        {
            bool isOfFeatures = IsOnnx(result.GetValue(to)) && result.GetValue(layout) is null
                && result.GetValue(features) != OnnxOutput.Logits;
            if (result.GetResult(features) is { Implicit: false } && (!IsOnnx(result.GetValue(to)) || result.GetValue(layout) is not null))
                result.AddError("--features is for .onnx files: the others hold the encoder itself.");
            if (result.GetValue(precision) != CmaeOnnxPrecision.Float32 && !isOfFeatures)
                result.AddError("--precision is for .onnx files of features.");
        });

        command.SetVerb((parsed, _) =>
        {
            string source = parsed.GetRequiredValue(encoderFile).FullName;
            FileInfo file = parsed.GetRequiredValue(to);
            file.Directory!.Create();
            bool isOnnx = IsOnnx(file);
            if (parsed.GetValue(layout) is { } names)
                CmaeEncoder.Load(source).SaveStateDict(file.FullName, names);
            else if (isOnnx && parsed.GetValue(features) == OnnxOutput.Logits)
                CmaeClassifier.Load(source).ExportOnnx(file.FullName);
            else if (isOnnx)
                CmaeEncoder.Load(source).ExportOnnx(file.FullName, (CmaeFeatureKind)parsed.GetValue(features), parsed.GetValue(precision));
            else
                CmaeEncoder.Load(source).Save(file.FullName);
            console.Line($"Saved {file.FullName}, {new FileInfo(file.FullName).Length / 1e6:F1} MB.");
        });
        return command;
    }

    private static bool IsOnnx(FileInfo? file) => string.Equals(file?.Extension, ".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>What an exported .onnx file computes of an image.</summary>
    private enum OnnxOutput
    {
        MeanPatch = CmaeFeatureKind.MeanPatch,
        ClassToken = CmaeFeatureKind.ClassToken,
        PatchTokens = CmaeFeatureKind.PatchTokens,
        MeanPatchGrid = CmaeFeatureKind.MeanPatchGrid,
        Attention = CmaeFeatureKind.Attention,
        Logits,
    }
}
