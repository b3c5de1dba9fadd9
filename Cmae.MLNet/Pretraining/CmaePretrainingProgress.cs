namespace Cmae.MLNet;

/// <summary>What one optimizer step of pre-training did. Immutable.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="TotalSteps">Steps of the whole run as planned now; with a <see cref="CmaePretrainingOptions.TimeBudget"/> an estimate from the speed so far, which falls when the slower steps of the contrast begin.</param>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="TotalEpochs">Epochs of the whole run as planned now.</param>
/// <param name="ReconstructionLoss">Mean squared error of the normalized pixels of masked patches, averaged over the step's micro-batches.</param>
/// <param name="ContrastiveLoss">InfoNCE with its weights (2·temperature·weight), averaged over the step's micro-batches; 0 for plain MAE, and until <see cref="CmaePretrainingOptions.ContrastiveDelay"/> is over.</param>
/// <param name="LearningRate">Learning rate that the step used.</param>
/// <param name="Momentum">Momentum that the target encoder was updated with; 0 for plain MAE, and until <see cref="CmaePretrainingOptions.ContrastiveDelay"/> is over.</param>
/// <param name="GradientNorm">Norm of the gradient over all parameters before clipping; NaN where <see cref="CmaePretrainingOptions.GradientClipping"/> is off.</param>
/// <param name="ImagesSeen">Images shown to the model so far, repetitions counted.</param>
/// <param name="ImagesPerSecond">Speed over the last steps.</param>
/// <param name="Remaining">Estimated time to the end.</param>
public sealed record CmaePretrainingStep(
    long Step,
    long TotalSteps,
    int Epoch,
    int TotalEpochs,
    double ReconstructionLoss,
    double ContrastiveLoss,
    double LearningRate,
    double Momentum,
    double GradientNorm,
    long ImagesSeen,
    double ImagesPerSecond,
    TimeSpan Remaining)
{
    /// <summary>Figures that tell whether the training goes well, measured after this step; null at most steps, see <see cref="CmaePretrainingOptions.HealthSteps"/>.</summary>
    public CmaePretrainingHealth? Health { get; init; }
}

/// <summary>Means over one epoch of pre-training. Immutable.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="TotalEpochs">Epochs of the whole run as planned now.</param>
/// <param name="ReconstructionLoss">Mean of the reconstruction loss over the epoch's steps.</param>
/// <param name="ContrastiveLoss">Mean of the weighted contrastive loss over the epoch's steps.</param>
/// <param name="ImagesSeen">Images shown to the model so far, repetitions counted.</param>
/// <param name="Elapsed">Time since training started.</param>
public sealed record CmaePretrainingEpoch(
    int Epoch,
    int TotalEpochs,
    double ReconstructionLoss,
    double ContrastiveLoss,
    long ImagesSeen,
    TimeSpan Elapsed);
