namespace Cmae.MLNet.FineTuning;

/// <summary>The best epoch so far.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Step">Steps done at its end.</param>
/// <param name="Figures">Figures of its validation; null without validation, where every epoch is the best so far.</param>
/// <param name="Model">Its weights; null without validation, where they are those of the learner.</param>
internal sealed record BestEpoch<TModel, TFigures>(int Epoch, long Step, TFigures? Figures, TModel? Model)
    where TModel : class
    where TFigures : class;
