using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>From an encoder's tokens to features, as <see cref="Onnx.EncoderGraph"/> writes it for ONNX Runtime.</summary>
internal static class FeaturePooling
{
    /// <summary>The features of every image, flat.</summary>
    /// <param name="encoder">Has the norm that comes after pooling, if there is one.</param>
    /// <param name="tokens">(N, 1 + L, D), of <see cref="VisionTransformer.forward_features"/>.</param>
    /// <param name="kind">Which tokens become the features; not <see cref="CmaeFeatureKind.Attention"/>, which is made of none.</param>
    /// <returns>(N, <see cref="CmaeEncoderConfiguration.FeatureLength"/>)</returns>
    public static Tensor Pool(VisionTransformer encoder, Tensor tokens, CmaeFeatureKind kind)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = kind switch
        {
            CmaeFeatureKind.ClassToken => tokens.select(1, 0),
            CmaeFeatureKind.PatchTokens => tokens.narrow(1, 1, tokens.shape[1] - 1),
            CmaeFeatureKind.MeanPatchGrid => Norm(encoder, MeanOfCells(tokens, encoder.Configuration)),
            CmaeFeatureKind.MeanPatch => Norm(encoder, VisionTransformer.MeanOfPatches(tokens)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "These features are not made of tokens."),
        };
        return features.flatten(1).MoveToOuterDisposeScope();
    }

    // (N, cells, D), row by row of the grid of cells
    private static Tensor MeanOfCells(Tensor tokens, CmaeEncoderConfiguration configuration)
    {
        (long cells, long width) = (configuration.PooledGridSize, tokens.shape[2]);
        long side = configuration.GridSize / cells;
        return tokens.narrow(1, 1, configuration.PatchCount).reshape(-1, cells, side, cells, side, width).mean([2, 4]).flatten(1, 2);
    }

    private static Tensor Norm(VisionTransformer encoder, Tensor pooled) => encoder.fc_norm is { } norm ? norm.forward(pooled) : pooled;
}
