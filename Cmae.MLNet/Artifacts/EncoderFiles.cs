using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Artifacts;

/// <summary>Reads an encoder from a file and writes it to one; the extension decides the format.</summary>
internal static class EncoderFiles
{
    private const string Readable = ".safetensors, .safetensors.index.json, .pth, .pt, .bin, .ckpt, .onnx, .zip";

    private const string Writable = ".safetensors, .pth, .pt, .onnx, .zip";

    public static (CmaeEncoder Encoder, CmaeImportReport Report) Load(string path, CmaeImportOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        (CmaeEncoder encoder, CmaeImportReport report) = Read(path, options.Heads);
        return EncoderAdjustment.Apply(encoder, report, options);
    }

    public static void Save(CmaeEncoder encoder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".safetensors":
                EncoderSafetensors.Save(encoder, path);
                break;
            case ".pth" or ".pt":
                TorchWriter.Write(path, EncoderStateDict.Tensors(encoder, CmaeStateDictLayout.Official), new Dictionary<string, string>
                {
                    [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(encoder.Configuration),
                });
                break;
            case ".onnx":
                EncoderOnnxFile.Save(encoder, path);
                break;
            case ".zip":
                SavedModel.Save(encoder, path);
                break;
            default:
                throw new ArgumentException($"'{path}' has an unsupported extension; supported for writing: {Writable}.", nameof(path));
        }
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Read(string path, int? heads)
    {
        if (path.EndsWith(".safetensors.index.json", StringComparison.OrdinalIgnoreCase))
            return Read(ShardedSafetensors.Open(path), heads);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".safetensors" => Read(SafetensorsReader.Open(path), heads),
            ".pth" or ".pt" or ".bin" or ".ckpt" => Read(TorchFile.Open(path), heads),
            ".onnx" => Own(EncoderOnnxFile.Load(path)),
            ".zip" => Own(SavedModel.LoadEncoder(path)),
            _ => throw new ArgumentException($"'{path}' has an unsupported extension; supported for reading: {Readable}.", nameof(path)),
        };
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Read(ITensorFile opened, int? heads)
    {
        using ITensorFile file = opened;
        return file.Metadata.ContainsKey(EncoderConfigurationJson.MetadataKey)
            ? Own(EncoderSafetensors.Load(file), file)
            : EncoderImport.Read(file, heads);
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Own(CmaeEncoder encoder, ITensorFile file)
    {
        if (TrainingCheckpoint.Describe(file) is not { } progress)
            return Own(encoder);
        var mapped = encoder.Weights.Keys.ToDictionary(name => name, name => EncoderSafetensors.OnlineBranch + name);
        string[] ignored = [.. file.Tensors.Keys.Except(mapped.Values)];
        return (encoder, new CmaeImportReport("Cmae.MLNet training checkpoint", mapped, ignored, [], [progress]));
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Own(CmaeEncoder encoder) =>
        (encoder, new CmaeImportReport("Cmae.MLNet", encoder.Weights.Keys.ToDictionary(name => name, name => name), [], [], []));
}
