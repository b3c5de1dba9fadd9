namespace Cmae.MLNet.Encoders;

/// <summary>The official state-dict names and shapes of an encoder, in the official order (CMAEViT without <c>backbone.</c>).</summary>
internal static class EncoderLayout
{
    /// <summary>The epsilon of every LayerNorm in CMAE.</summary>
    public const double LayerNormEpsilon = 1e-6;

    /// <summary>Every weight that an encoder of this configuration has.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Weights(CmaeEncoderConfiguration configuration)
    {
        (int width, int depth, _, int mlp) = configuration.Architecture;
        int patch = configuration.PatchSize;
        yield return ("cls_token", [1, 1, width]);
        yield return ("pos_embed", [1, configuration.PatchCount + 1, width]);
        yield return ("patch_embed.projection.weight", [width, 3, patch, patch]);
        yield return ("patch_embed.projection.bias", [width]);
        for (int i = 0; i < depth; i++)
        {
            string block = $"layers.{i}.";
            yield return (block + "ln1.weight", [width]);
            yield return (block + "ln1.bias", [width]);
            yield return (block + "attn.qkv.weight", [3 * width, width]);
            yield return (block + "attn.qkv.bias", [3 * width]);
            yield return (block + "attn.proj.weight", [width, width]);
            yield return (block + "attn.proj.bias", [width]);
            yield return (block + "ln2.weight", [width]);
            yield return (block + "ln2.bias", [width]);
            yield return (block + "ffn.layers.0.0.weight", [mlp, width]);
            yield return (block + "ffn.layers.0.0.bias", [mlp]);
            yield return (block + "ffn.layers.1.weight", [width, mlp]);
            yield return (block + "ffn.layers.1.bias", [width]);
        }
        if (OutputNormName(configuration.OutputNorm) is { } norm)
        {
            yield return (norm + ".weight", [width]);
            yield return (norm + ".bias", [width]);
        }
    }

    /// <summary>The module name of the last LayerNorm: <c>ln1</c> before pooling, <c>fc_norm</c> after it, null for the momentum encoder.</summary>
    public static string? OutputNormName(CmaeOutputNorm norm) => norm switch
    {
        CmaeOutputNorm.BeforePooling => "ln1",
        CmaeOutputNorm.AfterPooling => "fc_norm",
        _ => null,
    };
}
