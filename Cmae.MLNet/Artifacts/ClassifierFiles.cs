using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Onnx;

namespace Cmae.MLNet.Artifacts;

/// <summary>Which kind of file a classifier is read from, by the extension.</summary>
internal static class ClassifierFiles
{
    public static CmaeClassifier Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".safetensors" => Read(SafetensorsReader.Open(path)),
            ".pth" or ".pt" or ".bin" or ".ckpt" => Read(TorchFile.Open(path)),
            ".onnx" => ClassifierOnnxFile.Load(path),
            ".zip" => SavedModel.LoadClassifier(path),
            _ => throw new ArgumentException(
                $"'{path}' has an extension of no known kind of classifier file; .safetensors, .pth, .pt, .bin, .ckpt, .onnx and .zip are read.", nameof(path)),
        };
    }

    private static CmaeClassifier Read(ITensorFile opened)
    {
        using ITensorFile file = opened;
        return HeadImport.Read(file);
    }
}
