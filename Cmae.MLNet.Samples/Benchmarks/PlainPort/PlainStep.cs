using Cmae.MLNet.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>A whole step of the plain port: losses, gradient, libtorch's AdamW, momentum update parameter by parameter.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class PlainStep : IDisposable
{
    private const double LearningRate = 1e-4, WeightDecay = 0.05, Momentum = 0.996;
    private static readonly string[] s_withoutDecay = ["ln", "bias", "pos_embed", "mask_token", "cls_token"];

    private readonly PlainModel _model;
    private readonly AdamW _optimizer;

    /// <summary>Starts with the weights of a model of this library.</summary>
    public PlainStep(CmaeModel source)
    {
        _model = new PlainModel(source);
        _model.train();
        ILookup<bool, Parameter> byDecay = _model.named_parameters().Where(named => named.parameter.requires_grad)
            .ToLookup(named => !Array.Exists(s_withoutDecay, part => named.name.Contains(part, StringComparison.Ordinal)), named => named.parameter);
        _optimizer = optim.AdamW([Group(byDecay[true], WeightDecay), Group(byDecay[false], 0)]);
    }

    /// <summary>One step on a batch.</summary>
    /// <param name="online">(N, 3, S, S), normalized</param>
    /// <param name="target">(N, 3, S, S), normalized</param>
    /// <param name="noise">(N, L/4)</param>
    /// <returns>The loss before the step.</returns>
    public double Run(Tensor online, Tensor target, Tensor noise)
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = _model.Loss(online, target, noise);
        loss.backward();
        _optimizer.step();
        Follow(_model.target_backbone, _model.backbone);
        Follow(_model.target_projector, _model.projector);
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }

    private static AdamW.ParamGroup Group(IEnumerable<Parameter> parameters, double weightDecay) =>
        new(parameters, lr: LearningRate, beta1: 0.9, beta2: 0.95, weight_decay: weightDecay);

    private static void Follow(nn.Module target, nn.Module online)
    {
        using IDisposable noGradient = no_grad();
        foreach ((Parameter follower, Parameter leader) in target.parameters().Zip(online.parameters()))
        {
            using Tensor share = leader * (1 - Momentum);
            follower.mul_(Momentum).add_(share);
        }
    }
}
