using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// A decoder: puts mask tokens where patches were hidden and predicts something for every patch. Pixel decoder and feature
/// decoder are two of them.
/// </summary>
internal sealed class Decoder : Module<Tensor, TokenMask, Tensor>
{
    internal readonly Parameter mask_token;
    internal readonly Parameter decoder_pos_embed;
    internal readonly MixedLinear decoder_embed;
    internal readonly ModuleList<TransformerBlock> decoder_blocks;
    internal readonly LayerNorm ln1;
    internal readonly MixedLinear decoder_pred;

    /// <param name="configuration">Width (Dd), depth and heads.</param>
    /// <param name="grid">Patches along one side of the image.</param>
    /// <param name="inputWidth">Channels of the encoder's tokens (D).</param>
    /// <param name="outputWidth">Channels predicted for every patch: 3·p² pixels, or D features.</param>
    /// <param name="computeType">The type to multiply matrices in; null for that of the weights, which everything else is in.</param>
    public Decoder(DecoderConfiguration configuration, int grid, int inputWidth, int outputWidth, ScalarType? computeType)
        : base(nameof(Decoder))
    {
        (int width, int depth, int heads) = configuration;
        mask_token = ModelParameter.Learned(1, 1, width);
        decoder_pos_embed = SinCosPositions.Parameter(grid, width);
        decoder_embed = new MixedLinear(inputWidth, width, computeType);
        decoder_blocks = TransformerBlock.Stack(depth, width, heads, mlpWidth: 4 * width, computeType);
        ln1 = LayerNorm(width, EncoderLayout.LayerNormEpsilon);
        decoder_pred = new MixedLinear(width, outputWidth, computeType);
        RegisterComponents();
    }

    /// <summary>Predicts something for every patch.</summary>
    /// <param name="latent">(N, 1 + V, D): class token and visible tokens of the online encoder.</param>
    /// <param name="mask">Which patches it saw.</param>
    /// <returns>(N, L, output width), in the type to multiply in</returns>
    public override Tensor forward(Tensor latent, TokenMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        return decoder_pred.forward(Decode(latent, mask)).MoveToOuterDisposeScope();
    }

    /// <summary>The predictions for the masked patches alone.</summary>
    /// <param name="latent">As for <see cref="forward"/>.</param>
    /// <param name="mask">As for <see cref="forward"/>.</param>
    /// <returns>(N, L - V, output width), in the type to multiply in</returns>
    public Tensor PredictHidden(Tensor latent, TokenMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        return decoder_pred.forward(mask.Hidden(Decode(latent, mask))).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The mean of the predictions for all patches, taken before the last linear layer, with which it commutes. For one row an image
    /// rounding would gain nothing.
    /// </summary>
    /// <param name="latent">As for <see cref="forward"/>.</param>
    /// <param name="mask">As for <see cref="forward"/>.</param>
    /// <returns>(N, output width), in the type of the weights</returns>
    public Tensor PredictMean(Tensor latent, TokenMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = Decode(latent, mask).mean([1]);                                               // (N, Dd)
        return decoder_pred.forward_unrounded(mean).MoveToOuterDisposeScope();
    }

    private Tensor Decode(Tensor latent, TokenMask mask)
    {
        Tensor embedded = decoder_embed.forward(latent);                                            // (N, 1 + V, Dd)
        Tensor tokens = Unshuffle(embedded, mask).Plus(decoder_pos_embed);                          // (N, 1 + L, Dd)
        Tensor decoded = ln1.forward(TransformerBlock.RunAll(decoder_blocks, tokens));              // (N, 1 + L, Dd)
        return decoded.narrow(1, 1, decoded.shape[1] - 1);                                          // (N, L, Dd), without the class token
    }

    /// <summary>Appends mask tokens and brings all patch tokens into the order of the image.</summary>
    /// <param name="embedded">(N, 1 + V, Dd)</param>
    /// <param name="mask">Which patches are visible.</param>
    /// <returns>(N, 1 + L, Dd)</returns>
    internal Tensor Unshuffle(Tensor embedded, TokenMask mask)
    {
        (long batch, long visible, long width) = (embedded.shape[0], embedded.shape[1] - 1, embedded.shape[2]);
        Tensor hidden = mask_token.expand(batch, mask.IdsHidden.shape[1], -1);                      // (N, L - V, Dd)
        Tensor shuffled = cat([embedded.narrow(1, 1, visible), hidden], 1);                         // (N, L, Dd)
        Tensor ordered = shuffled.gather(1, mask.IdsRestore.unsqueeze(-1).expand(-1, -1, width));   // (N, L, Dd)
        return cat([embedded.narrow(1, 0, 1), ordered], 1);                                         // (N, 1 + L, Dd)
    }
}
