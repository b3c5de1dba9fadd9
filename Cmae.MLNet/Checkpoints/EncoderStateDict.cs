namespace Cmae.MLNet.Checkpoints;

/// <summary>An encoder's weights under the names of another code.</summary>
internal static class EncoderStateDict
{
    /// <summary>Writes a state dict, as .safetensors or as torch.save does, by the extension.</summary>
    /// <exception cref="ArgumentException">Another extension, or a layout that cannot hold this encoder.</exception>
    public static void Write(CmaeEncoder encoder, string path, CmaeStateDictLayout layout)
    {
        TensorToWrite[] tensors = [.. Tensors(encoder, layout)];
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".safetensors":
                SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
                break;
            case ".pth" or ".pt" or ".bin":
                TorchWriter.Write(path, tensors, new Dictionary<string, string>());
                break;
            default:
                throw new ArgumentException(
                    $"'{path}' has an unsupported extension; supported for state dicts: .safetensors, .pth, .pt and .bin.", nameof(path));
        }
    }

    /// <summary>The weights under their names in a layout, in the official order.</summary>
    public static IEnumerable<TensorToWrite> Tensors(CmaeEncoder encoder, CmaeStateDictLayout layout)
    {
        CheckpointLayout names = layout switch
        {
            CmaeStateDictLayout.Official => CheckpointLayout.Official,
            CmaeStateDictLayout.Timm => CheckpointLayout.Timm,
            CmaeStateDictLayout.HuggingFace when encoder.Configuration.OutputNorm == CmaeOutputNorm.AfterPooling =>
                throw new ArgumentException(
                    "Hugging Face's ViTModel has no norm after pooling, as this fine-tuned encoder has. " +
                    "Export it for timm.", nameof(layout)),
            CmaeStateDictLayout.HuggingFace => CheckpointLayout.HuggingFace,
            _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "Unknown layout."),
        };
        return encoder.Weights.SelectMany(weight => Parts(names.SourcesOf(weight.Key, names.FinalNorms[0]), weight.Value));
    }

    private static IEnumerable<TensorToWrite> Parts(string[] names, CmaeWeightTensor tensor)
    {
        long[] shape = [.. tensor.Shape];
        shape[0] /= names.Length;
        int length = tensor.Values.Length / names.Length;
        return names.Select((name, i) => TensorToWrite.Singles(name, shape, tensor.Values.Slice(i * length, length)));
    }
}
