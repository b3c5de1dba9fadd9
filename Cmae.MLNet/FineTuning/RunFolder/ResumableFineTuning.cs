using System.Text.Json;
using System.Text.Json.Serialization;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning.RunFolder;

/// <summary>
/// A fine-tuning in checkpoints, whatever the task: the learner's tensors, those of the best epoch under <c>best.</c>, and the figures of
/// the current epoch's steps. The best epoch's own figures are measured again, which gives the same.
/// </summary>
internal sealed class ResumableFineTuning<TModel, TFigures>(
    FineTuningPlan plan,
    ITaskLearner<TModel, TFigures> learner,
    FineTuningRun<TModel, TFigures> run,
    IReadOnlyDictionary<string, object> settings) : IResumable
    where TModel : class
    where TFigures : class, ITaskFigures<TFigures>
{
    private const string Best = "best.";
    private const string BestKey = "cmae.finetuning.best";
    private const string StepsKey = "cmae.finetuning.steps";

    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private IReadOnlyList<TensorToWrite> _best = [];

    public string Kind => $"fine-tuning for {plan.Task}";

    public StepPlan Plan => plan;

    public IReadOnlyDictionary<string, string> Settings { get; } = ResumableSettings.AsText(settings);

    public IReadOnlyDictionary<string, string> Metadata
    {
        get
        {
            var metadata = new Dictionary<string, string> { [StepsKey] = JsonSerializer.Serialize(run.StepsOfEpoch, s_json) };
            if (learner.State.HoldsEncoder)
                metadata[EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(plan.Encoder);
            if (run.Best is { } best)
                metadata[BestKey] = JsonSerializer.Serialize(new SavedBest(best.Epoch, best.Step, best.Model is not null));
            return metadata;
        }
    }

    /// <summary>Notes that the learner's result is that of the best epoch.</summary>
    public void KeepBest() => _best = learner.State.CopyResult(Best);

    public IReadOnlyList<TensorToWrite> Tensors() => [.. learner.State.Copy(), .. _best];

    public void Restore(ITensorFile file)
    {
        List<TFigures> steps = TrainingCheckpoint.Read<List<TFigures>>(file, StepsKey, s_json);
        BestEpoch<TModel, TFigures>? best = RestoreBest(file);
        learner.State.Restore(file);
        run.StepsOfEpoch.Clear();
        run.StepsOfEpoch.AddRange(steps);
        run.Best = best;
    }

    private BestEpoch<TModel, TFigures>? RestoreBest(ITensorFile file)
    {
        _best = [];
        if (!file.Metadata.ContainsKey(BestKey))
            return null;
        var saved = TrainingCheckpoint.Read<SavedBest>(file, BestKey);
        if (!saved.HasWeights)
            return new(saved.Epoch, saved.Step, null, null);
        learner.State.RestoreResult(file, Best);
        KeepBest();
        return new(saved.Epoch, saved.Step, learner.Validate(), learner.Export());
    }

    private sealed record SavedBest(int Epoch, long Step, bool HasWeights);
}
