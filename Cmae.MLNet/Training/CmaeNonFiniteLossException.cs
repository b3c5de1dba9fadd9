using System.Globalization;

namespace Cmae.MLNet;

/// <summary>Training was stopped because a loss became NaN or infinite; the message says where and what to try.</summary>
public sealed class CmaeNonFiniteLossException : InvalidOperationException
{
    private const string Remedy = "Try a third of BaseLearningRate, GradientClipping = 1, or a longer WarmupFraction";

    internal CmaeNonFiniteLossException(long step, double learningRate, double reconstructionLoss, double contrastiveLoss)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Training stopped at step {step}: the reconstruction loss is {reconstructionLoss}, the contrastive loss {contrastiveLoss}, " +
            $"at a learning rate of {learningRate:g3}. {Remedy}; check that the images are not all one color."))
    {
        Step = step;
    }

    internal CmaeNonFiniteLossException(long step, double learningRate, double loss)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Fine-tuning stopped at step {step}: the loss is {loss}, at a learning rate of {learningRate:g3}. " +
            $"{Remedy}; check that the encoder's weights are finite."))
    {
        Step = step;
    }

    /// <summary>The optimizer step, from 1, whose loss was not finite. Its gradient was not applied.</summary>
    public long Step { get; }
}
