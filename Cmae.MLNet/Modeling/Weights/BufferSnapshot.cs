using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// The buffers of a module (BatchNorm's running statistics) as they are, put back when it is disposed: a forward pass in training mode that is only looked at
/// leaves no trace.
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
