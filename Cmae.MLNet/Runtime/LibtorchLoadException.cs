namespace Cmae.MLNet;

/// <summary>libtorch, which training runs on, is missing or cannot be loaded; the message says which package to add.</summary>
/// <remarks>Scoring needs no libtorch and never throws this.</remarks>
public sealed class LibtorchLoadException : InvalidOperationException
{
    internal LibtorchLoadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
