using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// The encoder (official CMAEViT and MIMVisionTransformer): patch embedding, sin-cos positions, class token, blocks, and a last LayerNorm
/// if the configuration has one.
/// </summary>
internal sealed class VisionTransformer : Module
{
    internal readonly Parameter cls_token;
    internal readonly Parameter pos_embed;
    internal readonly PatchEmbedding patch_embed;
    internal readonly ModuleList<TransformerBlock> layers;
    internal readonly LayerNorm? ln1;
    internal readonly LayerNorm? fc_norm;

    /// <summary>Builds the encoder; <see cref="Initialization"/> or <see cref="ModuleWeights"/> gives it its values.</summary>
    /// <param name="configuration">Sizes and final norm.</param>
    /// <param name="computeType">
    /// The type that the blocks multiply matrices in; null for that of the weights, which everything else is in.
    /// </param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public VisionTransformer(CmaeEncoderConfiguration configuration, ScalarType? computeType = null) : base(nameof(VisionTransformer))
    {
        ModelSizes.Check(configuration);
        Configuration = configuration;
        (int width, int depth, int heads, int mlpWidth) = configuration.Architecture;
        cls_token = ModelParameter.Learned(1, 1, width);
        pos_embed = SinCosPositions.Parameter(configuration.GridSize, width);
        patch_embed = new PatchEmbedding(width, configuration.PatchSize);
        layers = TransformerBlock.Stack(depth, width, heads, mlpWidth, computeType);
        ln1 = configuration.OutputNorm == CmaeOutputNorm.BeforePooling ? LayerNorm(width, EncoderLayout.LayerNormEpsilon) : null;
        fc_norm = configuration.OutputNorm == CmaeOutputNorm.AfterPooling ? LayerNorm(width, EncoderLayout.LayerNormEpsilon) : null;
        RegisterComponents();
    }

    /// <summary>Sizes and final norm.</summary>
    public CmaeEncoderConfiguration Configuration { get; }

    /// <summary>The online encoder of pre-training: only the visible tokens go through the blocks.</summary>
    /// <param name="images">(N, 3, H, W)</param>
    /// <param name="mask">Which tokens are visible.</param>
    /// <returns>(N, 1 + V, D), the class token first, after the final norm</returns>
    public Tensor forward_visible(Tensor images, TokenMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor visible = mask.Visible(EmbedPatches(images));           // (N, V, D)
        return Encode(PrependClassToken(visible)).MoveToOuterDisposeScope();
    }

    /// <summary>The momentum encoder of pre-training, and every encoder in use: all tokens go through the blocks.</summary>
    /// <param name="images">(N, 3, H, W)</param>
    /// <param name="branchScales">
    /// (depth, 2, N, 1, 1): the factors of <see cref="StochasticDepth"/>; null runs every branch as it is.
    /// </param>
    /// <returns>(N, 1 + L, D), the class token first, after the norm that comes before pooling, if there is one</returns>
    public Tensor forward_features(Tensor images, Tensor? branchScales = null)
    {
        using DisposeScope scope = NewDisposeScope();
        return Encode(PrependClassToken(EmbedPatches(images)), branchScales).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over the patch tokens, the class token left out.</summary>
    /// <param name="tokens">(N, 1 + L, D)</param>
    /// <returns>(N, D)</returns>
    public static Tensor MeanOfPatches(Tensor tokens) => tokens.narrow(1, 1, tokens.shape[1] - 1).mean([1]);

    // Positions are added before masking, so that a visible token knows where it came from.
    private Tensor EmbedPatches(Tensor images) =>
        patch_embed.forward(images).Plus(pos_embed.narrow(1, 1, pos_embed.shape[1] - 1));    // (N, L, D)

    private Tensor PrependClassToken(Tensor patches)
    {
        Tensor classToken = cls_token.Plus(pos_embed.narrow(1, 0, 1));     // (1, 1, D)
        return cat([classToken.expand(patches.shape[0], -1, -1), patches], 1);
    }

    private Tensor Encode(Tensor tokens, Tensor? branchScales = null)
    {
        Tensor encoded = TransformerBlock.RunAll(layers, tokens, branchScales);
        return ln1 is null ? encoded : ln1.forward(encoded);
    }
}
