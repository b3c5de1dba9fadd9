namespace Cmae.MLNet;

/// <summary>What training does when it is canceled.</summary>
public enum CmaeCancellationHandling
{
    /// <summary>Throws <see cref="OperationCanceledException"/>. The default.</summary>
    Throw,

    /// <summary>
    /// Ends after the current step and returns the result so far: the encoder, or the best classifier. Before the first step there is no
    /// result, and it throws as well.
    /// </summary>
    ReturnSoFar,
}
