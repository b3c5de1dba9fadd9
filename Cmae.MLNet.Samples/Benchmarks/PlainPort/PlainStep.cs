using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>A whole step of the plain port: losses, gradient, AdamW and momentum update, both parameter by parameter.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class PlainStep : IDisposable
{
    private const double Momentum = 0.996;

    private readonly PlainModel _model;
    private readonly PlainAdamW _optimizer;

    /// <summary>Starts with the weights of a model of this library.</summary>
    public PlainStep(CmaeModel source)
    {
        _model = new PlainModel(source);
        _model.train();
        _optimizer = new PlainAdamW(_model);
    }

    /// <summary>One step on a batch.</summary>
    /// <param name="online">(N, 3, S, S), normalized</param>
    /// <param name="target">(N, 3, S, S), normalized</param>
    /// <param name="noise">(N, L/4)</param>
    /// <returns>The loss before the step.</returns>
    public double Run(Tensor online, Tensor target, Tensor noise)
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.ClearGradients();
        Tensor loss = _model.Loss(online, target, noise);
        loss.backward();
        _optimizer.Step();
        Follow(_model.target_backbone, _model.backbone);
        Follow(_model.target_projector, _model.projector);
        return loss.item<float>();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }

    private static void Follow(nn.Module target, nn.Module online)
    {
        using IDisposable noGradient = no_grad();
        using Scalar keep = TensorArithmetic.Number(Momentum), share = TensorArithmetic.Number(1 - Momentum);
        using Scalar one = TensorArithmetic.Number(1);
        foreach ((Parameter follower, Parameter leader) in target.parameters().Zip(online.parameters()))
        {
            using Tensor part = leader.mul(share);
            follower.mul_(keep).add_(part, one);
        }
    }
}
