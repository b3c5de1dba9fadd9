using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// A decoder: puts mask tokens where patches were hidden and predicts something for every patch. Pixel decoder and feature
/// decoder are two of them.
/// </summary>
internal sealed class Decoder : Module<Tensor, Tensor, Tensor>
{
    internal readonly Parameter mask_token;
    internal readonly Parameter decoder_pos_embed;
    internal readonly Linear decoder_embed;
    internal readonly ModuleList<TransformerBlock> decoder_blocks;
    internal readonly LayerNorm ln1;
    internal readonly Linear decoder_pred;

    /// <param name="configuration">Width, depth and heads.</param>
    /// <param name="grid">Patches along one side of the image.</param>
    /// <param name="inputWidth">Channels of the encoder's tokens (D).</param>
    /// <param name="outputWidth">Channels predicted for every patch: 3·p² pixels, or D features.</param>
    public Decoder(DecoderConfiguration configuration, int grid, int inputWidth, int outputWidth) : base(nameof(Decoder))
    {
        (int width, int depth, int heads) = configuration;
        mask_token = ModelParameter.Learned(1, 1, width);
        decoder_pos_embed = SinCosPositions.Parameter(grid, width);
        decoder_embed = Linear(inputWidth, width);
        decoder_blocks = TransformerBlock.Stack(depth, width, heads, mlpWidth: 4 * width);
        ln1 = LayerNorm(width, TransformerBlock.LayerNormEpsilon);
        decoder_pred = Linear(width, outputWidth);
        RegisterComponents();
    }

    /// <param name="latent">(N, 1 + V, D): class token and visible tokens of the online encoder.</param>
    /// <param name="idsRestore">(N, L): see <see cref="TokenMask.IdsRestore"/>.</param>
    /// <returns>(N, L, output width)</returns>
    public override Tensor forward(Tensor latent, Tensor idsRestore)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = Unshuffle(decoder_embed.forward(latent), idsRestore) + decoder_pos_embed;  // (N, 1 + L, Dd)
        Tensor decoded = ln1.forward(TransformerBlock.RunAll(decoder_blocks, tokens));
        Tensor predicted = decoder_pred.forward(decoded);                                          // (N, 1 + L, output)
        return predicted.narrow(1, 1, idsRestore.shape[1]).MoveToOuterDisposeScope();
    }

    /// <summary>Appends mask tokens and brings all patch tokens into the order of the image.</summary>
    /// <param name="embedded">(N, 1 + V, Dd)</param>
    /// <param name="idsRestore">(N, L)</param>
    /// <returns>(N, 1 + L, Dd)</returns>
    internal Tensor Unshuffle(Tensor embedded, Tensor idsRestore)
    {
        (long batch, long visible, long width, long patches) = (embedded.shape[0], embedded.shape[1] - 1, embedded.shape[2], idsRestore.shape[1]);
        Tensor hidden = mask_token.expand(batch, patches - visible, -1);
        Tensor shuffled = cat([embedded.narrow(1, 1, visible), hidden], 1);                         // (N, L, Dd)
        Tensor ordered = shuffled.gather(1, idsRestore.unsqueeze(-1).expand(-1, -1, width));
        return cat([embedded.narrow(1, 0, 1), ordered], 1);
    }
}
