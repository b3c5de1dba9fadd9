using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>A decoder that predicts something for every patch, visible or not.</summary>
internal sealed class PlainDecoder : Module<Tensor, Tensor, Tensor>
{
    internal readonly Parameter mask_token;
    internal readonly Parameter decoder_pos_embed;
    internal readonly Linear decoder_embed;
    internal readonly ModuleList<PlainBlock> decoder_blocks;
    internal readonly LayerNorm ln1;
    internal readonly Linear decoder_pred;

    public PlainDecoder(DecoderConfiguration configuration, int grid, int inputWidth, int outputWidth) : base(nameof(PlainDecoder))
    {
        (int width, int depth, int heads) = configuration;
        mask_token = ModelParameter.Learned(1, 1, width);
        decoder_pos_embed = SinCosPositions.Parameter(grid, width);
        decoder_embed = Linear(inputWidth, width);
        decoder_blocks = PlainBlock.Stack(depth, width, heads, 4 * width);
        ln1 = LayerNorm(width, 1e-6);
        decoder_pred = Linear(width, outputWidth);
        RegisterComponents();
    }

    /// <param name="latent">(N, 1 + V, D)</param>
    /// <param name="idsRestore">(N, L)</param>
    /// <returns>(N, L, output width)</returns>
    public override Tensor forward(Tensor latent, Tensor idsRestore)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = decoder_embed.forward(latent);                                                            // (N, 1 + V, Dd)
        Tensor hidden = mask_token.repeat(x.shape[0], idsRestore.shape[1] + 1 - x.shape[1], 1);
        Tensor patches = cat([x.slice(1, 1, x.shape[1], 1), hidden], 1);                                     // (N, L, Dd)
        patches = patches.gather(1, idsRestore.unsqueeze(-1).repeat(1, 1, x.shape[2]));
        x = cat([x.slice(1, 0, 1, 1), patches], 1).Plus(decoder_pos_embed);                                      // (N, 1 + L, Dd)
        x = decoder_pred.forward(ln1.forward(PlainBlock.RunAll(decoder_blocks, x)));
        return x.slice(1, 1, x.shape[1], 1).MoveToOuterDisposeScope();
    }
}
