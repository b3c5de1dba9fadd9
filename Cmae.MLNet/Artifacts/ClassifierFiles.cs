using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Onnx;

namespace Cmae.MLNet.Artifacts;

/// <summary>Reads a classifier from a file; the extension decides the format.</summary>
internal static class ClassifierFiles
{
    private const string Readable = ".safetensors, .pth, .pt, .bin, .ckpt, .onnx, .zip";

    public static CmaeClassifier Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".safetensors" => Read(SafetensorsReader.Open(path)),
            ".pth" or ".pt" or ".bin" or ".ckpt" => Read(TorchFile.Open(path)),
            ".onnx" => ClassifierOnnxFile.Load(path),
            ".zip" => SavedModel.LoadClassifier(path),
            _ => throw new ArgumentException($"'{path}' has an unsupported extension; supported for reading: {Readable}.", nameof(path)),
        };
    }

    private static CmaeClassifier Read(ITensorFile opened)
    {
        using ITensorFile file = opened;
        return HeadImport.Read(file);
    }
}
