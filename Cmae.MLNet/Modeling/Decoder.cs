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
internal sealed class Decoder : Module<Tensor, Tensor, Tensor>
{
    internal readonly Parameter mask_token;
    internal readonly Parameter decoder_pos_embed;
    internal readonly Linear decoder_embed;
    internal readonly ModuleList<TransformerBlock> decoder_blocks;
    internal readonly LayerNorm ln1;
    internal readonly Linear decoder_pred;
    private readonly ScalarType? _computeType;

    /// <param name="configuration">Width, depth and heads.</param>
    /// <param name="grid">Patches along one side of the image.</param>
    /// <param name="inputWidth">Channels of the encoder's tokens (D).</param>
    /// <param name="outputWidth">Channels predicted for every patch: 3·p² pixels, or D features.</param>
    /// <param name="computeType">The type to multiply matrices in; null for that of the weights, which everything else is in.</param>
    public Decoder(DecoderConfiguration configuration, int grid, int inputWidth, int outputWidth, ScalarType? computeType) : base(nameof(Decoder))
    {
        _computeType = computeType;
        (int width, int depth, int heads) = configuration;
        mask_token = ModelParameter.Learned(1, 1, width);
        decoder_pos_embed = SinCosPositions.Parameter(grid, width);
        decoder_embed = Linear(inputWidth, width);
        decoder_blocks = TransformerBlock.Stack(depth, width, heads, mlpWidth: 4 * width, computeType);
        ln1 = LayerNorm(width, TransformerBlock.LayerNormEpsilon);
        decoder_pred = Linear(width, outputWidth);
        RegisterComponents();
    }

    /// <param name="latent">(N, 1 + V, D): class token and visible tokens of the online encoder.</param>
    /// <param name="idsRestore">(N, L): see <see cref="TokenMask.IdsRestore"/>.</param>
    /// <returns>(N, L, output width): the prediction for every patch</returns>
    public override Tensor forward(Tensor latent, Tensor idsRestore)
    {
        using DisposeScope scope = NewDisposeScope();
        return Predict(Decode(latent, idsRestore), latent.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The predictions for the masked patches alone.</summary>
    /// <param name="latent">As for <see cref="forward"/>.</param>
    /// <param name="mask">Which patches are masked.</param>
    /// <returns>(N, L - V, output width)</returns>
    public Tensor PredictHidden(Tensor latent, TokenMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        return Predict(mask.Hidden(Decode(latent, mask.IdsRestore)), latent.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The mean of the predictions for all patches, taken before the last linear layer, with which it commutes.</summary>
    /// <param name="latent">As for <see cref="forward"/>.</param>
    /// <param name="idsRestore">As for <see cref="forward"/>.</param>
    /// <returns>(N, output width)</returns>
    public Tensor PredictMean(Tensor latent, Tensor idsRestore)
    {
        using DisposeScope scope = NewDisposeScope();
        return decoder_pred.forward(Decode(latent, idsRestore).mean([1])).MoveToOuterDisposeScope();
    }

    private Tensor Predict(Tensor decoded, ScalarType type) => decoder_pred.ComputeIn(decoded.RoundedTo(_computeType)).to_type(type);

    // (N, L, Dd), after the norm
    private Tensor Decode(Tensor latent, Tensor idsRestore)
    {
        Tensor embedded = decoder_embed.ComputeIn(latent.RoundedTo(_computeType)).to_type(latent.dtype);
        Tensor tokens = Unshuffle(embedded, idsRestore).Plus(decoder_pos_embed);                       // (N, 1 + L, Dd)
        Tensor decoded = TransformerBlock.RunAll(decoder_blocks, tokens);
        return ln1.forward(decoded).narrow(1, 1, idsRestore.shape[1]);
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
