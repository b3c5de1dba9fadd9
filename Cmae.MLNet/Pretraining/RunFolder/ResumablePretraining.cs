using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>A pre-training in checkpoints: both branches, decoders, projectors and the optimizer.</summary>
internal sealed class ResumablePretraining(CmaeLearner trainer, IReadOnlyDictionary<string, object> settings) : IResumable
{
    public string Kind => IResumable.Pretraining;

    public StepPlan Plan => trainer.Plan;

    public IReadOnlyDictionary<string, string> Settings { get; } = ResumableSettings.AsText(settings);

    /// <summary>Lets the online encoder be read as one.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>
    {
        [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(trainer.Model.backbone.Configuration),
    };

    public IReadOnlyList<TensorToWrite> Tensors() => TrainerState.Copy(trainer.Model, trainer.Optimizer);

    public void Restore(ITensorFile file) => TrainerState.Restore(trainer.Model, trainer.Optimizer, file);
}
