using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training;

/// <summary>What AdamW keeps of a parameter's gradients. Zero at first, of the parameter's shape, type and device.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class AdamWState(Parameter parameter) : IDisposable
{
    /// <summary>Running mean of the gradients.</summary>
    public Tensor FirstMoment { get; } = zeros_like(parameter).DetachFromDisposeScope();

    /// <summary>Running mean of the gradients' squares.</summary>
    public Tensor SecondMoment { get; } = zeros_like(parameter).DetachFromDisposeScope();

    /// <summary>Steps that went into the moments.</summary>
    public long Step { get; set; }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
