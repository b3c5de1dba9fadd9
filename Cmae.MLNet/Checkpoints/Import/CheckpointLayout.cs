namespace Cmae.MLNet.Checkpoints;

/// <summary>How another code names the weights of the same encoder.</summary>
/// <param name="Name">Whose naming it is.</param>
/// <param name="ClassToken">The class token.</param>
/// <param name="Positions">The position table.</param>
/// <param name="PatchEmbedding">The patch embedding's module.</param>
/// <param name="Blocks">What stands before a block's index.</param>
/// <param name="BlockModules">The modules of a block by official name; several where one is split along its rows.</param>
/// <param name="FinalNorms">The last norm's module before pooling, as this code has named it over time.</param>
/// <param name="Additions">Beginnings of names that change what the encoder computes, and that this library's encoder has not.</param>
internal sealed record CheckpointLayout(
    string Name,
    string ClassToken,
    string Positions,
    string PatchEmbedding,
    string Blocks,
    IReadOnlyDictionary<string, string[]> BlockModules,
    string[] FinalNorms,
    string[] Additions)
{
    /// <summary>The last norm after pooling, a name that all codes share.</summary>
    public const string PooledNorm = "fc_norm";

    /// <summary>The official implementation; also this library's files without their metadata.</summary>
    public static CheckpointLayout Official { get; } = new(
        "official CMAE", "cls_token", "pos_embed", "patch_embed.projection", "layers.",
        new[] { "ln1", "attn.qkv", "attn.proj", "ln2", "ffn.layers.0.0", "ffn.layers.1" }.ToDictionary(name => name, name => new[] { name }),
        ["ln1", "ln"], []);

    /// <summary>timm's VisionTransformer, which Facebook's MAE and DeiT build on.</summary>
    public static CheckpointLayout Timm { get; } = new(
        "timm or Facebook MAE", "cls_token", "pos_embed", "patch_embed.proj", "blocks.",
        new Dictionary<string, string[]>
        {
            ["ln1"] = ["norm1"],
            ["attn.qkv"] = ["attn.qkv"],
            ["attn.proj"] = ["attn.proj"],
            ["ln2"] = ["norm2"],
            ["ffn.layers.0.0"] = ["mlp.fc1"],
            ["ffn.layers.1"] = ["mlp.fc2"],
        },
        ["norm"], ["dist_token", "reg_token", "norm_pre.", "patch_embed.norm."]);

    /// <summary>Hugging Face's ViTModel and its heads, ViTMAEForPreTraining among them.</summary>
    public static CheckpointLayout HuggingFace { get; } = new(
        "Hugging Face ViT", "embeddings.cls_token", "embeddings.position_embeddings", "embeddings.patch_embeddings.projection", "encoder.layer.",
        new Dictionary<string, string[]>
        {
            ["ln1"] = ["layernorm_before"],
            ["attn.qkv"] = ["attention.attention.query", "attention.attention.key", "attention.attention.value"],
            ["attn.proj"] = ["attention.output.dense"],
            ["ln2"] = ["layernorm_after"],
            ["ffn.layers.0.0"] = ["intermediate.dense"],
            ["ffn.layers.1"] = ["output.dense"],
        },
        ["layernorm"], ["embeddings.distillation_token"]);

    public static IReadOnlyList<CheckpointLayout> All { get; } = [Official, Timm, HuggingFace];

    /// <summary>The names that an official name has here; several are stacked along their rows.</summary>
    /// <param name="official">An encoder weight's official name.</param>
    /// <param name="finalNorm">Which of <see cref="FinalNorms"/> the file has.</param>
    public string[] SourcesOf(string official, string finalNorm)
    {
        string[] parts = official.Split('.');
        string kind = parts[^1];
        string module = string.Join('.', parts[..^1]);
        return module switch
        {
            "" => [official == "cls_token" ? ClassToken : Positions],
            "patch_embed.projection" => [$"{PatchEmbedding}.{kind}"],
            "ln1" => [$"{finalNorm}.{kind}"],
            PooledNorm => [official],
            _ => [.. BlockModules[string.Join('.', parts[2..^1])].Select(name => $"{Blocks}{parts[1]}.{name}.{kind}")],
        };
    }
}
