namespace Cmae.MLNet.Checkpoints;

/// <summary>Parts of other Vision Transformers that this library's encoder does not have, by what their tensors are called.</summary>
internal static class ForeignParts
{
    private static readonly (string Fragment, string Part)[] s_parts =
    [
        ("layer_scale", "layer scale"),
        (".ls1", "layer scale"),
        (".ls2", "layer scale"),
        ("lambda_", "layer scale"),
        ("gamma_", "layer scale"),
        ("relative_position", "relative positions"),
        ("rel_pos", "relative positions"),
        ("rope", "rotary positions"),
        ("freqs", "rotary positions"),
        ("reg_token", "register tokens"),
        ("register_tokens", "register tokens"),
        ("dist_token", "a distillation token"),
        ("distillation_token", "a distillation token"),
        ("norm_pre", "a norm before the blocks"),
        ("pre_layrnorm", "a norm before the blocks"),
        ("ln_pre", "a norm before the blocks"),
        ("q_norm", "normed queries and keys"),
        ("k_norm", "normed queries and keys"),
        ("q_bias", "biases of its own for queries and values"),
        ("v_bias", "biases of its own for queries and values"),
        ("w12", "a gated MLP (SwiGLU)"),
        ("weights_in", "a gated MLP (SwiGLU)"),
        ("fc1_g", "a gated MLP (SwiGLU)"),
    ];

    /// <summary>What a tensor belongs to; null if that is not known here.</summary>
    public static string? Of(string name) => Array.Find(s_parts, part => name.Contains(part.Fragment, StringComparison.Ordinal)).Part;

    /// <summary>The parts that some tensors belong to, each once with the name of its first tensor.</summary>
    public static string[] Among(IEnumerable<string> names) =>
    [
        .. names.Select(name => (Name: name, Part: Of(name)))
            .Where(found => found.Part is not null)
            .DistinctBy(found => found.Part)
            .Select(found => $"{found.Part} ('{found.Name}')"),
    ];
}
