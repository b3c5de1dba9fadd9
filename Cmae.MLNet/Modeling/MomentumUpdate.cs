using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// A momentum module follows an online one: parameters pair up by their order, so that a final norm which only the online encoder has
/// drops out at the end. Buffers (BatchNorm's statistics) are each module's own.
/// </summary>
internal static class MomentumUpdate
{
    /// <summary>target = momentum · target + (1 - momentum) · online.</summary>
    public static void Blend(Module target, Module online, double momentum)
    {
        using IDisposable noGradient = no_grad();
        foreach ((Parameter follower, Parameter leader) in target.parameters().Zip(online.parameters()))
            follower.lerp_(leader, 1 - momentum);
    }

    /// <summary>target = online, as it is at the start.</summary>
    public static void Copy(Module target, Module online)
    {
        using IDisposable noGradient = no_grad();
        foreach ((Parameter follower, Parameter leader) in target.parameters().Zip(online.parameters()))
            follower.copy_(leader);
    }

    /// <summary>Takes a module's parameters out of the gradient.</summary>
    public static void Freeze(Module module)
    {
        foreach (Parameter parameter in module.parameters())
            parameter.requires_grad = false;
    }
}
