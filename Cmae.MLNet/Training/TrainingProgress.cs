namespace Cmae.MLNet.Training;

/// <summary>How far a run is. Everything random is a function of the seed and of these numbers.</summary>
/// <param name="Step">Optimizer steps done.</param>
/// <param name="Epoch">Number of the current epoch, from 0.</param>
/// <param name="EpochStep">Optimizer steps done in the current epoch.</param>
/// <param name="Elapsed">Training time so far, including earlier parts of a resumed run.</param>
internal readonly record struct TrainingProgress(long Step, int Epoch, int EpochStep, TimeSpan Elapsed);
