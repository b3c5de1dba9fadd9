namespace Cmae.MLNet;

/// <summary>The figures of one epoch of fine-tuning. Immutable.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="TotalEpochs">Epochs of the whole run as planned now.</param>
/// <param name="TrainLoss">Mean training loss over the epoch's steps: with smoothed and mixed labels, on augmented images, so that it stays well above 0.</param>
/// <param name="TrainAccuracy">Share of the augmented images, 0 to 1, whose most probable class is the one that weighs most in their mixed label.</param>
/// <param name="ValidationLoss">Mean cross entropy on the validation images, no smoothing; null where there are none.</param>
/// <param name="ValidationAccuracy">Share of the validation images, 0 to 1, that are classified right; null where there are none.</param>
/// <param name="IsBest">Whether it is the best epoch so far: of highest validation accuracy, of lower validation loss where that is equal. Always true where there is no validation.</param>
/// <param name="LearningRate">Learning rate of the epoch's last step, for the head; lower layers have less, by the layer decay.</param>
/// <param name="ImagesSeen">Images shown to the model so far, repetitions counted.</param>
/// <param name="Elapsed">Time since training started.</param>
/// <param name="Remaining">Estimated time to the end.</param>
public sealed record CmaeFineTuningEpoch(
    int Epoch,
    int TotalEpochs,
    double TrainLoss,
    double TrainAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    bool IsBest,
    double LearningRate,
    long ImagesSeen,
    TimeSpan Elapsed,
    TimeSpan Remaining);
