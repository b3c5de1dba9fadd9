namespace Cmae.MLNet.FineTuning;

/// <summary>How far a run is after an epoch.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="TotalEpochs">Epochs of the whole run as planned now.</param>
/// <param name="IsBest">Whether it is the best epoch so far; always true without validation.</param>
/// <param name="LearningRate">Of the epoch's last step.</param>
/// <param name="ImagesSeen">Images shown to the model so far, including repetitions.</param>
/// <param name="Elapsed">Time since training started.</param>
/// <param name="Remaining">Estimated time to the end.</param>
internal sealed record EpochProgress(
    int Epoch, int TotalEpochs, bool IsBest, double LearningRate, long ImagesSeen, TimeSpan Elapsed, TimeSpan Remaining);
