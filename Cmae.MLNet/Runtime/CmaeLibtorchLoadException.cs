namespace Cmae.MLNet;

/// <summary>libtorch, which training runs on, is missing or cannot be loaded; the message says which package to add.</summary>
/// <remarks>Scoring on ONNX Runtime does not need libtorch and never throws this; the engine <see cref="CmaeScoringEngine.LibtorchBFloat16"/> can.</remarks>
public sealed class CmaeLibtorchLoadException : InvalidOperationException
{
    internal CmaeLibtorchLoadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
