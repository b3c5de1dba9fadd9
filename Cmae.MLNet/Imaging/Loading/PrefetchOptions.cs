namespace Cmae.MLNet.Imaging;

/// <summary>The resources that a background loader may use.</summary>
internal sealed record PrefetchOptions
{
    /// <summary>Threads that prepare samples. The default value is a quarter of the processors, at least 1: training itself needs the others.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount / 4);

    /// <summary>Batches that are prepared ahead of the one in use. The default value is 2.</summary>
    public int BatchesAhead { get; init; } = 2;

    /// <summary>Stops the workers and the consumer. The default value is <see cref="CancellationToken.None"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
