namespace Cmae.MLNet.Checkpoints;

/// <summary>How another code names the weights of the same encoder.</summary>
/// <param name="Name">Whose naming it is.</param>
/// <param name="ClassToken">The class token.</param>
/// <param name="Positions">The position table.</param>
/// <param name="PatchEmbedding">The patch embedding's module.</param>
/// <param name="Blocks">What precedes a block's index.</param>
/// <param name="BlockModules">
/// The modules of a block by official name; several if one is split along its rows. One that ends with _ takes "weight" or "bias" without a dot.
/// </param>
/// <param name="FinalNorms">The last norm's module before pooling, as this code has named it over time.</param>
/// <param name="Additions">Beginnings of names that change what the encoder computes, and that this library's encoder does not have.</param>
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
        new[] { "ln1", "attn.qkv", "attn.proj", "ln2", "ffn.layers.0.0", "ffn.layers.1" }
            .ToDictionary(name => name, name => new[] { name }),
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

    /// <summary>Hugging Face's ViTModel and its heads, ViTMAEForPreTraining among them, up to version 4 of transformers.</summary>
    public static CheckpointLayout HuggingFace { get; } = new(
        "Hugging Face ViT", "embeddings.cls_token", "embeddings.position_embeddings", "embeddings.patch_embeddings.projection",
        "encoder.layer.",
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

    /// <summary>The same from version 5 of transformers on.</summary>
    public static CheckpointLayout HuggingFace5 { get; } = HuggingFace with
    {
        Name = "Hugging Face ViT (transformers 5)",
        Blocks = "layers.",
        BlockModules = new Dictionary<string, string[]>
        {
            ["ln1"] = ["layernorm_before"],
            ["attn.qkv"] = ["attention.q_proj", "attention.k_proj", "attention.v_proj"],
            ["attn.proj"] = ["attention.o_proj"],
            ["ln2"] = ["layernorm_after"],
            ["ffn.layers.0.0"] = ["mlp.fc1"],
            ["ffn.layers.1"] = ["mlp.fc2"],
        },
    };

    /// <summary>torchvision's VisionTransformer.</summary>
    public static CheckpointLayout Torchvision { get; } = new(
        "torchvision", "class_token", "encoder.pos_embedding", "conv_proj", "encoder.layers.encoder_layer_",
        Torchvisions("mlp.0", "mlp.3"), ["encoder.ln"], []);

    /// <summary>The same before version 0.13.</summary>
    public static CheckpointLayout OldTorchvision { get; } = Torchvision with
    {
        Name = "torchvision before 0.13",
        BlockModules = Torchvisions("mlp.linear_1", "mlp.linear_2"),
    };

    public static IReadOnlyList<CheckpointLayout> All { get; } = [Official, Timm, HuggingFace, HuggingFace5, Torchvision, OldTorchvision];

    /// <summary>Whether files of configuration beside the weights are those of Hugging Face.</summary>
    public bool IsHuggingFace => this == HuggingFace || this == HuggingFace5;

    /// <summary>The names that an official name has in this layout; several are stacked along their rows.</summary>
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
            _ =>
            [
                .. BlockModules[string.Join('.', parts[2..^1])]
                    .Select(name => $"{Blocks}{parts[1]}.{name}{(name.EndsWith('_') ? "" : ".")}{kind}"),
            ],
        };
    }

    private static Dictionary<string, string[]> Torchvisions(string first, string second) => new()
    {
        ["ln1"] = ["ln_1"],
        ["attn.qkv"] = ["self_attention.in_proj_"],
        ["attn.proj"] = ["self_attention.out_proj"],
        ["ln2"] = ["ln_2"],
        ["ffn.layers.0.0"] = [first],
        ["ffn.layers.1"] = [second],
    };
}
