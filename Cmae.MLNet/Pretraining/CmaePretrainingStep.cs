namespace Cmae.MLNet;

/// <summary>What one optimizer step of pre-training did. Immutable.</summary>
public sealed class CmaePretrainingStep
{
    internal CmaePretrainingStep()
    {
    }

    /// <summary>Number of the step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>
    /// Steps of the whole run as planned now; with a <see cref="CmaeTrainingOptions.TimeBudget"/> an estimate from the speed so far, which
    /// falls when the slower steps of the contrast begin.
    /// </summary>
    public required long TotalSteps { get; init; }

    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the whole run as planned now.</summary>
    public required int TotalEpochs { get; init; }

    /// <summary>Mean squared error of the normalized pixels of masked patches, averaged over the step's micro-batches.</summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>
    /// InfoNCE with its weights (2·temperature·weight), averaged over the step's micro-batches; 0 for plain MAE, and until
    /// <see cref="CmaePretrainingOptions.ContrastiveDelay"/> is over.
    /// </summary>
    public required double ContrastiveLoss { get; init; }

    /// <summary>Learning rate that the step used.</summary>
    public required double LearningRate { get; init; }

    /// <summary>
    /// Momentum that the target encoder was updated with; 0 for plain MAE, and until <see cref="CmaePretrainingOptions.ContrastiveDelay"/>
    /// is over.
    /// </summary>
    public required double Momentum { get; init; }

    /// <summary>
    /// Norm of the gradient over all parameters before clipping; NaN if <see cref="CmaeTrainingOptions.GradientClipping"/> is off.
    /// </summary>
    public required double GradientNorm { get; init; }

    /// <summary>Images shown to the model so far, including repetitions.</summary>
    public required long ImagesSeen { get; init; }

    /// <summary>Speed over the last steps.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Estimated time to the end.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>
    /// Figures that tell whether the training goes well, measured after this step; null at most steps, see
    /// <see cref="CmaePretrainingOptions.HealthSteps"/>.
    /// </summary>
    public CmaePretrainingHealth? Health { get; init; }

    /// <summary>
    /// The same figures as they were before the first step, to compare those of later steps with; null at all steps but the first, and if
    /// <see cref="CmaePretrainingOptions.HealthSteps"/> is 0.
    /// </summary>
    public CmaePretrainingHealth? InitialHealth { get; init; }
}
