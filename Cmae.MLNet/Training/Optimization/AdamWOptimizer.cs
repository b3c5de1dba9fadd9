using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training;

/// <summary>
/// AdamW over groups of parameters. On the CPU, fp32 parameters are updated in one pass over memory; elsewhere by libtorch's operations.
/// </summary>
/// <remarks>Owns native memory (the moments, not the parameters); dispose. One thread at a time.</remarks>
internal sealed class AdamWOptimizer : IDisposable
{
    // Some hundred KiB of each array: large enough to pay for a task, small enough to share out evenly.
    private const int Stretch = 1 << 17;

    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly double _beta1, _beta2;

    /// <param name="groups">The parameters, on their device.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    public AdamWOptimizer(IReadOnlyList<ParameterGroup> groups, double beta1, double beta2)
    {
        (_groups, _beta1, _beta2) = (groups, beta1, beta2);
        Moments = [.. groups.SelectMany(group => group.Parameters).Select(named => (named.Name, new AdamWState(named.Parameter)))];
    }

    /// <summary>The moments of every parameter, by the parameter's official name, in the order of the groups.</summary>
    public IReadOnlyList<(string Name, AdamWState State)> Moments { get; }

    /// <summary>Releases all gradients, so that the next backward pass stores its own instead of adding them to zeros.</summary>
    public void ClearGradients()
    {
        foreach ((_, Parameter parameter) in _groups.SelectMany(group => group.Parameters))
            parameter.grad = null;
    }

    /// <summary>One step; parameters without a gradient stay as they are.</summary>
    /// <param name="learningRateOf">The learning rate of a group.</param>
    public void Step(Func<ParameterGroup, double> learningRateOf)
    {
        using DisposeScope scope = NewDisposeScope();
        int position = 0;
        foreach (ParameterGroup group in _groups)
        {
            double learningRate = learningRateOf(group);
            foreach ((_, Parameter parameter) in group.Parameters)
            {
                AdamWState state = Moments[position++].State;
                if (parameter.grad is not { } gradient)
                    continue;
                state.Step++;
                var kernel = new AdamWKernel(learningRate, _beta1, _beta2, group.WeightDecay, state.Step);
                if (parameter.device_type == DeviceType.CPU && parameter.dtype == ScalarType.Float32)
                    Update(kernel, parameter, gradient.contiguous(), state);
                else
                    AdamWOperations.Update(kernel, parameter, gradient, state.FirstMoment, state.SecondMoment);
            }
        }
    }

    public void Dispose()
    {
        foreach ((_, AdamWState state) in Moments)
            state.Dispose();
    }

    private static unsafe void Update(AdamWKernel kernel, Parameter parameter, Tensor gradient, AdamWState state)
    {
        int length = checked((int)parameter.numel()), stretches = (length + Stretch - 1) / Stretch;
        fixed (byte* weights = parameter.bytes, gradients = gradient.bytes)
        fixed (byte* first = state.FirstMoment.bytes, second = state.SecondMoment.bytes)
        {
            var (w, g, m, v) = ((nint)weights, (nint)gradients, (nint)first, (nint)second);
            if (stretches <= 1)
                UpdateStretch(0);
            else
                Parallel.For(0, stretches, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, UpdateStretch);

            void UpdateStretch(int index)
            {
                int start = index * Stretch, count = Math.Min(Stretch, length - start);
                kernel.Update(Values(w), Values(g), Values(m), Values(v));

                Span<float> Values(nint array) => new((float*)array + start, count);
            }
        }
    }
}
