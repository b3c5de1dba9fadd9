using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>
/// A training's tensors by name: the whole model under its official names (buffers such as BatchNorm's statistics too), AdamW's moments
/// under <c>optimizer.exp_avg.</c> and <c>optimizer.exp_avg_sq.</c>, and in <c>optimizer.step</c> how many steps the moments of each
/// parameter have seen.
/// </summary>
internal static class TrainerState
{
    private const string FirstMoment = "optimizer.exp_avg.";
    private const string SecondMoment = "optimizer.exp_avg_sq.";
    private const string Steps = "optimizer.step";

    /// <summary>Copies of the tensors of a model and its optimizer.</summary>
    public static IReadOnlyList<TensorToWrite> Copy(nn.Module model, AdamWOptimizer optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        return
        [
            .. Copy(model),
            .. optimizer.Moments.Select(moment => Copy(FirstMoment + moment.Name, moment.State.FirstMoment)),
            .. optimizer.Moments.Select(moment => Copy(SecondMoment + moment.Name, moment.State.SecondMoment)),
            TensorToWrite.Int64s(Steps, [optimizer.Moments.Count], optimizer.Moments.Select(moment => moment.State.Step).ToArray()),
        ];
    }

    /// <summary>Copies of a module's parameters and buffers.</summary>
    /// <param name="module">On any device.</param>
    /// <param name="prefix">What the names begin with.</param>
    public static IReadOnlyList<TensorToWrite> Copy(nn.Module module, string prefix = "")
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. module.state_dict().Select(entry => Copy(prefix + entry.Key, entry.Value))];
    }

    /// <summary>Puts a file's tensors into a model and its optimizer, of the same sizes.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public static void Restore(nn.Module model, AdamWOptimizer optimizer, ITensorFile file)
    {
        Restore(model, file);
        using IDisposable noGradient = no_grad();
        using Tensor steps = zeros(optimizer.Moments.Count);
        Overwrite(steps, file, Steps);
        foreach (((string name, AdamWState state), float step) in optimizer.Moments.Zip(steps.data<float>()))
        {
            Overwrite(state.FirstMoment, file, FirstMoment + name);
            Overwrite(state.SecondMoment, file, SecondMoment + name);
            state.Step = (long)step;
        }
    }

    /// <summary>Puts a file's tensors into a module of the same sizes.</summary>
    /// <param name="module">On any device.</param>
    /// <param name="file">Has copies of the tensors of such a module.</param>
    /// <param name="prefix">What their names begin with.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public static void Restore(nn.Module module, ITensorFile file, string prefix = "")
    {
        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor tensor) in module.state_dict())
            Overwrite(tensor, file, prefix + name);
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
