using Cmae.MLNet.Training;

namespace Cmae.MLNet.FineTuning;

/// <summary>Where a fine-tuning stands, besides the tensors of its learner.</summary>
internal sealed class FineTuningRun<TModel, TFigures>
    where TModel : class
    where TFigures : class
{
    /// <summary>How far it is. An epoch whose steps are done and which is not validated yet is still the current one.</summary>
    public TrainingProgress Progress { get; set; }

    /// <summary>Training figures of the current epoch's steps so far.</summary>
    public List<TFigures> StepsOfEpoch { get; } = [];

    /// <summary>The best epoch so far; null before the first is done.</summary>
    public BestEpoch<TModel, TFigures>? Best { get; set; }
}
