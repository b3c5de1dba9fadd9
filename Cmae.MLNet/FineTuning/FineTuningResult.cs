using Cmae.MLNet.Encoders;
namespace Cmae.MLNet.FineTuning;

/// <summary>What a fine-tuning made.</summary>
/// <param name="Weights">The classifier of the best epoch, calibrated where the options ask for it.</param>
/// <param name="History">Figures of all epochs.</param>
/// <param name="BestEpoch">Number of the epoch that the weights are of, from 1; null where a canceled training returned them from within its first.</param>
internal sealed record FineTuningResult(ClassifierWeights Weights, IReadOnlyList<CmaeFineTuningEpoch> History, int? BestEpoch);
