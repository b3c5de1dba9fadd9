using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>The encoder: convolution, positions, mask, class token, blocks, and the online encoder's last norm.</summary>
internal sealed class PlainEncoder : Module
{
    internal readonly Parameter cls_token;
    internal readonly Parameter pos_embed;
    internal readonly PlainPatchEmbedding patch_embed;
    internal readonly ModuleList<PlainBlock> layers;
    internal readonly LayerNorm? ln1;

    public PlainEncoder(CmaeEncoderConfiguration configuration, bool hasFinalNorm) : base(nameof(PlainEncoder))
    {
        (int width, int depth, int heads, int mlpWidth) = configuration.Architecture;
        cls_token = ModelParameter.Learned(1, 1, width);
        pos_embed = SinCosPositions.Parameter(configuration.GridSize, width);
        patch_embed = new PlainPatchEmbedding(width, configuration.PatchSize);
        layers = PlainBlock.Stack(depth, width, heads, mlpWidth);
        ln1 = hasFinalNorm ? LayerNorm(width, 1e-6) : null;
        RegisterComponents();
    }

    /// <summary>The tokens of the visible patches, or of all.</summary>
    /// <param name="images">(N, 3, S, S)</param>
    /// <param name="mask">Which patches are visible; null for all.</param>
    /// <returns>(N, 1 + V, D), the class token first</returns>
    public Tensor Encode(Tensor images, PlainMask? mask)
    {
        using DisposeScope scope = NewDisposeScope();
        long tokens = pos_embed.shape[1];
        Tensor x = patch_embed.projection.forward(images).flatten(2).transpose(1, 2);            // (N, L, D)
        x = x.Plus(pos_embed.slice(1, 1, tokens, 1));
        if (mask is not null)
            x = x.gather(1, mask.IdsKeep.unsqueeze(-1).repeat(1, 1, x.shape[2]));                // (N, V, D)
        Tensor classToken = cls_token.Plus(pos_embed.slice(1, 0, 1, 1)).expand(images.shape[0], -1, -1);
        x = PlainBlock.RunAll(layers, cat([classToken, x], 1));
        return (ln1 is null ? x : ln1.forward(x)).MoveToOuterDisposeScope();
    }

    /// <summary>The mean of the patch tokens.</summary>
    /// <param name="tokens">(N, 1 + L, D)</param>
    /// <returns>(N, D)</returns>
    public static Tensor MeanOfPatches(Tensor tokens) => tokens.slice(1, 1, tokens.shape[1], 1).mean([1]);
}

/// <summary>The convolution that cuts patches, one level down for its official name.</summary>
internal sealed class PlainPatchEmbedding : Module
{
    internal readonly Conv2d projection;

    public PlainPatchEmbedding(int width, int patchSize) : base(nameof(PlainPatchEmbedding))
    {
        projection = Conv2d(3, width, kernel_size: patchSize, stride: patchSize);
        RegisterComponents();
    }
}
