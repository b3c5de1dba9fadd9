using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// Holds the values of a module's buffers (BatchNorm's running statistics) and restores them when it is disposed, so that a forward pass
/// in training mode that only measures leaves no trace.
/// </summary>
internal sealed class BufferSnapshot : IDisposable
{
    private readonly (Tensor Buffer, Tensor Copy)[] _buffers;

    public BufferSnapshot(nn.Module module) =>
        _buffers = [.. module.named_buffers().Select(entry => (entry.buffer, entry.buffer.clone().DetachFromDisposeScope()))];

    public void Dispose()
    {
        using IDisposable noGradient = no_grad();
        foreach ((Tensor buffer, Tensor copy) in _buffers)
        {
            buffer.copy_(copy);
            copy.Dispose();
        }
    }
}
