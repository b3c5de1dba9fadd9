namespace Cmae.MLNet.Checkpoints;

/// <summary>Which kind of file an encoder is read from or written to, by the extension.</summary>
internal static class EncoderFiles
{
    public static CmaeEncoder Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".safetensors":
                using (SafetensorsReader file = SafetensorsReader.Open(path))
                    return EncoderSafetensors.Load(file);
            default:
                throw new ArgumentException($"'{path}' has an extension of no known kind of encoder file; .safetensors is read.", nameof(path));
        }
    }

    public static void Save(CmaeEncoder encoder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".safetensors":
                EncoderSafetensors.Save(encoder, path);
                break;
            default:
                throw new ArgumentException($"'{path}' has an extension of no known kind of encoder file; .safetensors is written.", nameof(path));
        }
    }
}
