namespace Cmae.MLNet.Training;

/// <summary>
/// Epochs that were added to a run after it had ended. Weights, moments, statistics and the order of the images go on where they were; the
/// learning rate gets a schedule of its own, because that of the run has come to its end.
/// </summary>
/// <param name="Epochs">All epochs added so far, as <see cref="CmaeTrainingOptions.MoreEpochs"/> says.</param>
/// <param name="Start">Steps done before those that are trained now.</param>
/// <param name="End">Steps of the whole run with them.</param>
internal sealed record RunExtension(int Epochs, long Start, long End);
