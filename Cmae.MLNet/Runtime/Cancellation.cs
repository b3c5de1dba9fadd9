namespace Cmae.MLNet.Runtime;

/// <summary>Whether a run was canceled, by whichever of the two ways there are: the token of its options, or its MLContext.</summary>
/// <remarks>Immutable. Any thread may ask.</remarks>
/// <param name="token">The token of the options.</param>
/// <param name="isCanceled">Asks the other way; null for none.</param>
internal sealed class Cancellation(CancellationToken token = default, Func<bool>? isCanceled = null)
{
    /// <summary>A run that cannot be canceled.</summary>
    public static Cancellation None { get; } = new();

    /// <summary>Whether the run is to stop.</summary>
    public bool IsRequested => token.IsCancellationRequested || isCanceled?.Invoke() == true;

    /// <summary>The exception to end the run with; it carries the token.</summary>
    /// <param name="message">What was canceled, and when.</param>
    public OperationCanceledException Exception(string message) => new(message, token);

    /// <exception cref="OperationCanceledException">The run is to stop.</exception>
    public void ThrowIfRequested(string message)
    {
        if (IsRequested)
            throw Exception(message);
    }
}
