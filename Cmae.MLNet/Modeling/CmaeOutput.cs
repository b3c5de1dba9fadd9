using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// The result of one forward pass of <see cref="CmaeModel"/>. The tensors live in the dispose scope that the caller ran it in.
/// </summary>
/// <param name="TotalLoss">The sum of both losses, a scalar.</param>
/// <param name="ReconstructionLoss">Mean squared error of the masked patches' normalized pixels, a scalar.</param>
/// <param name="ContrastiveLoss">The weighted InfoNCE loss, a scalar; null for plain MAE.</param>
/// <param name="PredictedPatches">
/// (N, L - V, 3p²): normalized pixels of the masked patches, a patch's values in the order row, column, channel.
/// </param>
/// <param name="Mask">Which patches were hidden.</param>
/// <param name="Prediction">(N, C): the predictor's output, not normalized; null for plain MAE.</param>
/// <param name="TargetEmbedding">(N, C): the target projector's output, not normalized, without gradient; null for plain MAE.</param>
internal sealed record CmaeOutput(
    Tensor TotalLoss,
    Tensor ReconstructionLoss,
    Tensor? ContrastiveLoss,
    Tensor PredictedPatches,
    TokenMask Mask,
    Tensor? Prediction,
    Tensor? TargetEmbedding);
