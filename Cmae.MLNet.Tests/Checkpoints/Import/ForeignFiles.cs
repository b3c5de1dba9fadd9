using System.Text.RegularExpressions;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>Files of other codes, made from an encoder by the names that those codes publish.</summary>
internal static class ForeignFiles
{
    public static TensorToWrite[] Official(CmaeEncoder encoder) =>
        [.. encoder.Weights.Select(weight => Tensor("backbone." + weight.Key, weight.Value))];

    /// <summary>timm's vit_*_patch*; Facebook's MAE has the same names.</summary>
    public static TensorToWrite[] Timm(CmaeEncoder encoder) =>
        [.. encoder.Weights.Select(weight => Tensor(TimmName(weight.Key), weight.Value))];

    /// <summary>ViTMAEForPreTraining's encoder, whose query, key and value are apart.</summary>
    public static TensorToWrite[] HuggingFace(CmaeEncoder encoder) =>
        [.. encoder.Weights.SelectMany(weight => HuggingFace(weight.Key, weight.Value))];

    /// <summary>torchvision's vit_* since version 0.13.</summary>
    public static TensorToWrite[] Torchvision(CmaeEncoder encoder) =>
        [.. encoder.Weights.Select(weight => Tensor(TorchvisionName(weight.Key), weight.Value))];

    /// <summary>torchvision's vit_* of version 0.12.</summary>
    public static TensorToWrite[] OldTorchvision(CmaeEncoder encoder) =>
        [.. encoder.Weights.Select(weight => Tensor(
            TorchvisionName(weight.Key).Replace("mlp.0.", "mlp.linear_1.").Replace("mlp.3.", "mlp.linear_2."), weight.Value))];

    public static void Write(string path, IEnumerable<TensorToWrite> tensors) =>
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string>());

    /// <summary>Reads a random encoder from a foreign file that has a file of configuration beside it.</summary>
    public static (CmaeImagePreprocessing Preprocessing, CmaeImportReport Report) LoadWith(
        Func<CmaeEncoder, TensorToWrite[]> naming, string name, string json)
    {
        using var folder = new TemporaryFolder();
        Write(folder["a.safetensors"], naming(RandomEncoder.Create()));
        File.WriteAllText(folder[name], json);
        CmaeEncoder encoder = CmaeEncoder.Load(folder["a.safetensors"], new CmaeImportOptions(), out CmaeImportReport report);
        return (encoder.Preprocessing, report);
    }

    public static TensorToWrite Extra(string name, params long[] shape) =>
        TensorToWrite.Singles(name, shape, new float[shape.Aggregate(1L, (count, extent) => count * extent)]);

    private static string TimmName(string name) => Regex.Replace(name, "^ln1", "norm")
        .Replace("layers.0.0.", "fc1.").Replace("ffn.layers.1.", "ffn.fc2.").Replace("ffn.", "mlp.").Replace("layers.", "blocks.")
        .Replace("ln1", "norm1").Replace("ln2", "norm2").Replace("projection", "proj")
        .Replace("mlp.blocks.", "mlp.");

    private static string TorchvisionName(string name) => Regex.Replace(name, "^ln1", "encoder.ln")
        .Replace("cls_token", "class_token").Replace("pos_embed", "encoder.pos_embedding").Replace("patch_embed.projection", "conv_proj")
        .Replace("ffn.layers.0.0", "mlp.0").Replace("ffn.layers.1", "mlp.3").Replace("layers.", "encoder.layers.encoder_layer_")
        .Replace(".ln1", ".ln_1").Replace(".ln2", ".ln_2").Replace("attn.qkv.", "self_attention.in_proj_")
        .Replace("attn.proj", "self_attention.out_proj");

    private static IEnumerable<TensorToWrite> HuggingFace(string name, CmaeWeightTensor tensor)
    {
        string renamed = "vit." + Regex.Replace(name, "^ln1", "layernorm")
            .Replace("cls_token", "embeddings.cls_token").Replace("pos_embed", "embeddings.position_embeddings")
            .Replace("patch_embed.", "embeddings.patch_embeddings.")
            .Replace("ffn.layers.0.0", "intermediate.dense").Replace("ffn.layers.1", "output.dense").Replace("layers.", "encoder.layer.")
            .Replace("attn.proj", "attention.output.dense").Replace(".ln1", ".layernorm_before").Replace(".ln2", ".layernorm_after");
        if (!name.Contains("attn.qkv"))
            return [Tensor(renamed, tensor)];
        long[] shape = [tensor.Shape[0] / 3, .. tensor.Shape.Skip(1)];
        int length = tensor.Values.Length / 3;
        return new[] { "query", "key", "value" }.Select((part, i) =>
            TensorToWrite.Singles(
                renamed.Replace("attn.qkv", $"attention.attention.{part}"), shape, tensor.Values.Slice(i * length, length)));
    }

    private static TensorToWrite Tensor(string name, CmaeWeightTensor tensor) =>
        TensorToWrite.Singles(name, [.. tensor.Shape], tensor.Values);
}
