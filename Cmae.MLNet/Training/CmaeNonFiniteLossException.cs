namespace Cmae.MLNet;

/// <summary>Training was stopped because a loss became NaN or infinite; the message says where and what to try.</summary>
public sealed class CmaeNonFiniteLossException : InvalidOperationException
{
    internal CmaeNonFiniteLossException(long step, double learningRate, double reconstructionLoss, double contrastiveLoss)
        : base(FormattableString.Invariant(
            $"Training stopped at step {step}: the reconstruction loss is {reconstructionLoss}, the contrastive loss {contrastiveLoss}, at a learning rate of {learningRate:g3}. Try a third of BaseLearningRate, GradientClipping = 1, or a longer WarmupFraction; check that the images are not all one color."))
    {
        Step = step;
    }

    internal CmaeNonFiniteLossException(long step, double learningRate, double loss)
        : base(FormattableString.Invariant(
            $"Fine-tuning stopped at step {step}: the loss is {loss}, at a learning rate of {learningRate:g3}. Try a third of BaseLearningRate, GradientClipping = 1, or a longer WarmupFraction; check that the encoder's weights are numbers."))
    {
        Step = step;
    }

    /// <summary>The optimizer step, from 1, whose loss was not finite. Its gradient was not applied.</summary>
    public long Step { get; }
}
