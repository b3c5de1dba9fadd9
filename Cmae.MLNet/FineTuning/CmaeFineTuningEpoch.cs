using Cmae.MLNet.FineTuning;

namespace Cmae.MLNet;

/// <summary>The figures of one epoch of fine-tuning that every task has. Immutable.</summary>
public abstract class CmaeFineTuningEpoch
{
    private protected CmaeFineTuningEpoch(EpochProgress progress, double trainLoss, double? validationLoss)
    {
        (Epoch, TotalEpochs, IsBest, LearningRate) = (progress.Epoch, progress.TotalEpochs, progress.IsBest, progress.LearningRate);
        (ImagesSeen, Elapsed, Remaining) = (progress.ImagesSeen, progress.Elapsed, progress.Remaining);
        (TrainLoss, ValidationLoss) = (trainLoss, validationLoss);
    }

    /// <summary>Number of the epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Epochs of the whole run as planned now.</summary>
    public int TotalEpochs { get; }

    /// <summary>
    /// Mean training loss over the epoch's steps: on augmented images, and with whatever else makes training harder than scoring, so that
    /// it stays well above 0.
    /// </summary>
    public double TrainLoss { get; }

    /// <summary>Mean loss on the validation images as scoring sees them; null without validation.</summary>
    public double? ValidationLoss { get; }

    /// <summary>Whether it is the best epoch so far by its validation figures. Always true without validation.</summary>
    public bool IsBest { get; }

    /// <summary>Learning rate of the epoch's last step, for the head; lower layers have less, by the layer decay.</summary>
    public double LearningRate { get; }

    /// <summary>Images shown to the model so far, including repetitions.</summary>
    public long ImagesSeen { get; }

    /// <summary>Time since training started.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Estimated time to the end.</summary>
    public TimeSpan Remaining { get; }
}
