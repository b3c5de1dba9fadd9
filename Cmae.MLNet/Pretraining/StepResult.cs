namespace Cmae.MLNet.Pretraining;

/// <summary>
/// Losses of one optimizer step, averaged over its micro-batches, and the norm of its gradient (NaN if it was not needed).
/// </summary>
internal readonly record struct StepResult(double ReconstructionLoss, double ContrastiveLoss, double GradientNorm);
