using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Pretraining;

/// <summary>
/// A trainer's tensors by name: the whole model under its official names (both branches, decoders, projectors, BatchNorm statistics),
/// AdamW's moments under <c>optimizer.exp_avg.</c> and <c>optimizer.exp_avg_sq.</c>, and in <c>optimizer.step</c> how many steps the
/// moments of each parameter have seen.
/// </summary>
internal static class TrainerState
{
    private const string FirstMoment = "optimizer.exp_avg.";
    private const string SecondMoment = "optimizer.exp_avg_sq.";
    private const string Steps = "optimizer.step";

    /// <summary>Copies of all tensors.</summary>
    public static IReadOnlyList<TensorToWrite> Tensors(CmaeLearner trainer)
    {
        using DisposeScope scope = NewDisposeScope();
        return
        [
            .. trainer.Model.state_dict().Select(entry => Copy(entry.Key, entry.Value)),
            .. trainer.Optimizer.Moments.Select(moment => Copy(FirstMoment + moment.Name, moment.State.FirstMoment)),
            .. trainer.Optimizer.Moments.Select(moment => Copy(SecondMoment + moment.Name, moment.State.SecondMoment)),
            TensorToWrite.Int64s(
                Steps, [trainer.Optimizer.Moments.Count], trainer.Optimizer.Moments.Select(moment => moment.State.Step).ToArray()),
        ];
    }

    /// <summary>Puts a file's tensors into a trainer of the same sizes.</summary>
    /// <param name="trainer">Its values are overwritten.</param>
    /// <param name="file">Written from <see cref="Tensors"/>.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public static void Restore(CmaeLearner trainer, ITensorFile file)
    {
        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor tensor) in trainer.Model.state_dict())
            Overwrite(tensor, file, name);
        using Tensor steps = zeros(trainer.Optimizer.Moments.Count);
        Overwrite(steps, file, Steps);
        foreach (((string name, AdamWState state), float step) in trainer.Optimizer.Moments.Zip(steps.data<float>()))
        {
            Overwrite(state.FirstMoment, file, FirstMoment + name);
            Overwrite(state.SecondMoment, file, SecondMoment + name);
            state.Step = (long)step;
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
        {
            throw new InvalidDataException(
                $"'{file.Path}' has no tensor '{name}' of shape [{string.Join(", ", destination.shape)}]: " +
                "it is not a training checkpoint of this model.");
        }
        float[] values = file.ReadSingles(name);
        FiniteWeights.Check(values, name, file.Path);
        using Tensor source = tensor(values, entry.Shape);
        destination.copy_(source);
    }
}
