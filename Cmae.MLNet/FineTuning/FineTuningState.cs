using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;
using static TorchSharp.torch;

namespace Cmae.MLNet.FineTuning;

/// <summary>The tensors of a learner that a checkpoint holds: its model, the average of the weights if there is one, and AdamW's moments.</summary>
/// <remarks>Owns nothing.</remarks>
internal sealed class FineTuningState(nn.Module model, nn.Module? average, AdamWOptimizer optimizer)
{
    private const string Average = "average.";

    /// <summary>What is validated and returned.</summary>
    private nn.Module Result => average ?? model;

    /// <summary>Whether the model has an encoder under its official names, which can be read as one.</summary>
    public bool HoldsEncoder => model.named_parameters().Any(named => named.name == EncoderSafetensors.OnlineBranch + "cls_token");

    /// <summary>Bytes of the tensors, with those of the best epoch.</summary>
    public long Bytes => (2 * BytesOf(Result)) + (average is null ? 0 : BytesOf(model))
        + (2 * sizeof(float) * optimizer.Moments.Sum(moment => moment.State.FirstMoment.numel()));

    /// <summary>Copies of all tensors.</summary>
    public IEnumerable<TensorToWrite> Copy() =>
        TrainerState.Copy(model, optimizer).Concat(average is null ? [] : TrainerState.Copy(average, Average));

    /// <summary>Puts a file's tensors into the learner.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public void Restore(ITensorFile file)
    {
        TrainerState.Restore(model, optimizer, file);
        if (average is not null)
            TrainerState.Restore(average, file, Average);
    }

    /// <summary>Copies of what is validated and returned.</summary>
    /// <param name="prefix">What the names begin with.</param>
    public IReadOnlyList<TensorToWrite> CopyResult(string prefix) => TrainerState.Copy(Result, prefix);

    /// <summary>Puts a file's tensors into what is validated and returned.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public void RestoreResult(ITensorFile file, string prefix) => TrainerState.Restore(Result, file, prefix);

    private static long BytesOf(nn.Module module) => sizeof(float) * module.parameters().Sum(parameter => parameter.numel());
}
