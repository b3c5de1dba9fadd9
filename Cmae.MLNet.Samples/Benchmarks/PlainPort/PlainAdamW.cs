using Cmae.MLNet.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>AdamW as PyTorch computes it without fusing: parameter by parameter, one libtorch operation after the other.</summary>
/// <remarks>
/// TorchSharp's own AdamW calls the same operations, with numbers that may be freed while native code reads them. Owns native memory (the
/// moments); dispose.
/// </remarks>
internal sealed class PlainAdamW : IDisposable
{
    private const double LearningRate = 1e-4, Beta1 = 0.9, Beta2 = 0.95, WeightDecay = 0.05;
    private static readonly string[] s_withoutDecay = ["ln", "bias", "pos_embed", "mask_token", "cls_token"];

    private readonly List<(Parameter Parameter, double WeightDecay, AdamWState State)> _parameters;

    /// <param name="model">Its trained parameters are those that have a gradient.</param>
    public PlainAdamW(nn.Module model) =>
        _parameters = [.. model.named_parameters().Where(named => named.parameter.requires_grad)
            .Select(named => (named.parameter, DecayOf(named.name), new AdamWState(named.parameter)))];

    public void ClearGradients()
    {
        foreach ((Parameter parameter, _, _) in _parameters)
            parameter.grad = null;
    }

    public void Step()
    {
        foreach ((Parameter parameter, double weightDecay, AdamWState state) in _parameters)
        {
            state.Step++;
            using Tensor gradient = parameter.grad!;
            var update = new AdamWKernel(LearningRate, Beta1, Beta2, weightDecay, state.Step);
            AdamWOperations.Update(update, parameter, gradient, state.FirstMoment, state.SecondMoment);
        }
    }

    public void Dispose()
    {
        foreach ((_, _, AdamWState state) in _parameters)
            state.Dispose();
    }

    private static double DecayOf(string name) => Array.Exists(s_withoutDecay, name.Contains) ? 0 : WeightDecay;
}
