namespace Cmae.MLNet.FineTuning;

/// <summary>What fine-tuning returns.</summary>
/// <param name="Model">The weights of the best epoch; without validation, of the last step.</param>
/// <param name="Validation">Figures of the best epoch's validation; null without validation.</param>
/// <param name="BestEpoch">Number of the epoch that the weights are of, from 1; null if they are of an epoch that was not finished.</param>
internal sealed record FineTuningResult<TModel, TFigures>(TModel Model, TFigures? Validation, int? BestEpoch);
