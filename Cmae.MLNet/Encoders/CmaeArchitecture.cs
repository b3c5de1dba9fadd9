using System.Text.Json.Serialization;

namespace Cmae.MLNet;

/// <summary>The size of a Vision Transformer encoder: width, depth and heads. Image and patch size are separate.</summary>
/// <remarks>Immutable and thread-safe. Base and Large are the official CMAE encoders 'b' and 'l'.</remarks>
/// <param name="Width">Channels of every token (D). Divisible by 4 (the sin-cos positions) and by <paramref name="Heads"/>.</param>
/// <param name="Depth">Number of transformer blocks.</param>
/// <param name="Heads">Attention heads of every block.</param>
/// <param name="MlpWidth">Hidden channels of every block's MLP; the presets have four times the width.</param>
[method: JsonConstructor]
public sealed record CmaeArchitecture(int Width, int Depth, int Heads, int MlpWidth)
{
    /// <summary>Creates an encoder size whose MLPs are four times as wide as its tokens, as the presets are.</summary>
    /// <param name="width">Channels of every token.</param>
    /// <param name="depth">Number of transformer blocks.</param>
    /// <param name="heads">Attention heads of every block.</param>
    public CmaeArchitecture(int width, int depth, int heads)
        : this(width, depth, heads, 4 * width)
    {
    }

    /// <summary>128 wide, 6 blocks, 4 heads: 1.2 million parameters; minutes on a laptop.</summary>
    public static CmaeArchitecture Micro { get; } = new(128, 6, 4);

    /// <summary>192 wide, 12 blocks, 3 heads: 5.4 million parameters (DeiT-Ti).</summary>
    public static CmaeArchitecture Tiny { get; } = new(192, 12, 3);

    /// <summary>384 wide, 12 blocks, 6 heads: 22 million parameters (DeiT-S).</summary>
    public static CmaeArchitecture Small { get; } = new(384, 12, 6);

    /// <summary>768 wide, 12 blocks, 12 heads: 86 million parameters (ViT-B).</summary>
    public static CmaeArchitecture Base { get; } = new(768, 12, 12);

    /// <summary>1024 wide, 24 blocks, 16 heads: 303 million parameters (ViT-L).</summary>
    public static CmaeArchitecture Large { get; } = new(1024, 24, 16);
}
