using Cmae.MLNet.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Pretraining;

/// <summary>
/// A trainer's tensors by name: the whole model under its official names (both branches, decoders, projectors, BatchNorm
/// statistics) and AdamW's moments under <c>optimizer.exp_avg.</c> and <c>optimizer.exp_avg_sq.</c>
/// </summary>
internal static class TrainerState
{
    private const string FirstMoment = "optimizer.exp_avg.";
    private const string SecondMoment = "optimizer.exp_avg_sq.";

    /// <summary>Copies of all tensors.</summary>
    public static IReadOnlyList<TensorToWrite> Tensors(CmaeTrainer trainer)
    {
        using DisposeScope scope = NewDisposeScope();
        return
        [
            .. trainer.Model.state_dict().Select(entry => Copy(entry.Key, entry.Value)),
            .. trainer.Optimizer.Moments.Select(moment => Copy(FirstMoment + moment.Name, moment.State.exp_avg)),
            .. trainer.Optimizer.Moments.Select(moment => Copy(SecondMoment + moment.Name, moment.State.exp_avg_sq)),
        ];
    }

    /// <summary>Puts a file's tensors into a trainer of the same sizes.</summary>
    /// <param name="trainer">Its values are overwritten.</param>
    /// <param name="file">Written from <see cref="Tensors"/>.</param>
    /// <param name="step">Optimizer steps that the moments have seen.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public static void Restore(CmaeTrainer trainer, ITensorFile file, long step)
    {
        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor tensor) in trainer.Model.state_dict())
            Overwrite(tensor, file, name);
        foreach ((string name, AdamW.State state) in trainer.Optimizer.Moments)
        {
            Overwrite(state.exp_avg, file, FirstMoment + name);
            Overwrite(state.exp_avg_sq, file, SecondMoment + name);
            state.step = step;
        }
    }

    // A count of batches (BatchNorm's num_batches_tracked) is the only tensor that is not of 32-bit floats.
    private static TensorToWrite Copy(string name, Tensor tensor)
    {
        using Tensor cpu = tensor.detach().cpu().contiguous();
        return cpu.dtype == ScalarType.Int64
            ? TensorToWrite.Int64s(name, cpu.shape, cpu.data<long>().ToArray())
            : TensorToWrite.Singles(name, cpu.shape, cpu.data<float>().ToArray());
    }

    private static void Overwrite(Tensor destination, ITensorFile file, string name)
    {
        if (!file.Tensors.TryGetValue(name, out TensorEntry? entry) || !entry.Shape.SequenceEqual(destination.shape))
            throw new InvalidDataException($"'{file.Path}' has no tensor '{name}' of shape [{string.Join(", ", destination.shape)}]: it is no training checkpoint of this model.");
        using Tensor source = tensor(file.ReadSingles(name), entry.Shape);
        destination.copy_(source);
    }
}
