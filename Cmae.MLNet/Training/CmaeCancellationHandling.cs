namespace Cmae.MLNet;

/// <summary>What a canceled training does.</summary>
public enum CmaeCancellationHandling
{
    /// <summary>Throws <see cref="OperationCanceledException"/>. The default.</summary>
    Throw,

    /// <summary>
    /// Ends after the current step and hands back what there is: the encoder so far, or the best classifier so far. Before the first step
    /// there is nothing, and it throws as well.
    /// </summary>
    ReturnSoFar,
}
