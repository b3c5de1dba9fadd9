namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>A measurement of a run's health.</summary>
/// <param name="Step">How many steps were done; 0 for the measurement before the first.</param>
/// <param name="Health">The figures.</param>
internal sealed record MeasuredHealth(long Step, CmaePretrainingHealth Health);
