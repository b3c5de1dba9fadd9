namespace Cmae.MLNet.Checkpoints;

/// <summary>Which kind of file an encoder is read from or written to, by the extension.</summary>
internal static class EncoderFiles
{
    private const string Readable = ".safetensors, .safetensors.index.json, .pth, .pt, .bin and .ckpt";

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
            default:
                throw new ArgumentException($"'{path}' has an extension of no known kind of encoder file; .safetensors, .pth and .pt are written.", nameof(path));
        }
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Read(string path, int? heads)
    {
        using ITensorFile file = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".safetensors" => SafetensorsReader.Open(path),
            ".json" when path.EndsWith(".safetensors.index.json", StringComparison.OrdinalIgnoreCase) => ShardedSafetensors.Open(path),
            ".pth" or ".pt" or ".bin" or ".ckpt" => TorchFile.Open(path),
            _ => throw new ArgumentException($"'{path}' has an extension of no known kind of encoder file; {Readable} are read.", nameof(path)),
        };
        return file.Metadata.ContainsKey(EncoderConfigurationJson.MetadataKey)
            ? Own(EncoderSafetensors.Load(file))
            : EncoderImport.Read(file, heads);
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Own(CmaeEncoder encoder) =>
        (encoder, new CmaeImportReport("Cmae.MLNet", encoder.Weights.Keys.ToDictionary(name => name, name => name), [], [], []));
}
