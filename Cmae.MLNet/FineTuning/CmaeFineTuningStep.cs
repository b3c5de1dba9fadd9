namespace Cmae.MLNet;

/// <summary>What one optimizer step of fine-tuning did. Immutable.</summary>
public sealed class CmaeFineTuningStep
{
    internal CmaeFineTuningStep()
    {
    }

    /// <summary>Number of the step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>
    /// Steps of the whole run as planned now; with a <see cref="CmaeTrainingOptions.TimeBudget"/> an estimate from the speed so far.
    /// </summary>
    public required long TotalSteps { get; init; }

    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the whole run as planned now.</summary>
    public required int TotalEpochs { get; init; }

    /// <summary>Training loss of the task, averaged over the step's micro-batches.</summary>
    public required double Loss { get; init; }

    /// <summary>Learning rate of the step, for the head; lower layers have less, by the layer decay.</summary>
    public required double LearningRate { get; init; }

    /// <summary>
    /// Norm of the gradient over all trained parameters before clipping; NaN if <see cref="CmaeTrainingOptions.GradientClipping"/> is off.
    /// </summary>
    public required double GradientNorm { get; init; }

    /// <summary>Images shown to the model so far, including repetitions.</summary>
    public required long ImagesSeen { get; init; }

    /// <summary>Speed over the last steps.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Estimated time to the end.</summary>
    public required TimeSpan Remaining { get; init; }
}
