namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>Something whose duration is measured beside that of others.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Run">Does it once.</param>
/// <param name="During">What holds for the process while it runs, disposed afterwards; null for nothing.</param>
internal sealed record Contender(string Name, Action Run, Func<IDisposable>? During = null);
