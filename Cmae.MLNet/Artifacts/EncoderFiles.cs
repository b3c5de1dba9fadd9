using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Artifacts;

/// <summary>Reads encoders by the content of their file, and writes them by its extension.</summary>
internal static class EncoderFiles
{
    private const string Writable = ".safetensors, .pth, .pt, .onnx, .zip";

    public static (CmaeEncoder Encoder, CmaeImportReport Report) Load(string path, CmaeImportOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        return FileFailure.Reading(path, () =>
        {
            (CmaeEncoder encoder, CmaeImportReport report) = Read(path, options);
            return EncoderAdjustment.Adjust(encoder, report, options);
        });
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

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Read(string path, CmaeImportOptions options)
    {
        switch (ArtifactKinds.Of(path))
        {
            case ArtifactKind.ShardIndex:
                return Read(ShardedTensorFile.Open(path), options);
            case ArtifactKind.Onnx:
                (CmaeEncoder encoder, bool hasChecksum) = EncoderOnnxFile.Load(path);
                return Own(encoder, hasChecksum);
            case ArtifactKind.Model:
                return Own(SavedModel.LoadEncoder(path), hasChecksum: true); // every .zip has checksums
            default:
                return Read(TensorFiles.Open(path, options.Prefix), options);
        }
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Read(ITensorFile opened, CmaeImportOptions options)
    {
        using ITensorFile file = opened;
        return file.Metadata.ContainsKey(EncoderConfigurationJson.MetadataKey)
            ? Own(EncoderSafetensors.Load(file), file)
            : EncoderImport.Read(file, options);
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Own(CmaeEncoder encoder, ITensorFile file)
    {
        if (TrainingCheckpoint.Describe(file) is not { } progress)
            return Own(encoder, file.HasChecksum);
        var mapped = encoder.Weights.Keys.ToDictionary(name => name, name => EncoderSafetensors.OnlineBranch + name);
        string[] ignored = [.. file.Tensors.Keys.Except(mapped.Values)];
        string[] notes = [progress, .. Notes(file.HasChecksum)];
        return (encoder, new CmaeImportReport("Cmae.MLNet training checkpoint", mapped, ignored, [], notes));
    }

    private static (CmaeEncoder Encoder, CmaeImportReport Report) Own(CmaeEncoder encoder, bool hasChecksum)
    {
        var mapped = encoder.Weights.Keys.ToDictionary(name => name, name => name);
        return (encoder, new CmaeImportReport("Cmae.MLNet", mapped, [], [], [.. Notes(hasChecksum)]));
    }

    private static IEnumerable<string> Notes(bool hasChecksum)
    {
        if (!hasChecksum)
        {
            yield return "The file has no checksum: an earlier version wrote it, and damage to its values would not be noticed. " +
                "Save the encoder again to add one.";
        }
    }
}
