using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The contrastive loss: every prediction must find the target of its own image among those of the batch.</summary>
internal static class InfoNceLoss
{
    /// <summary>Cosine similarities over the temperature.</summary>
    /// <param name="prediction">(N, C), of the online branch.</param>
    /// <param name="target">(N, C), of the momentum branch.</param>
    /// <param name="temperature">Divides the similarities.</param>
    /// <returns>(N, N): rows are predictions, columns targets</returns>
    public static Tensor Logits(Tensor prediction, Tensor target, double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor similarity = functional.normalize(prediction).matmul(functional.normalize(target).t());
        return similarity.Over(temperature).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// 2·temperature times the mean cross entropy with the diagonal as the labels; in one direction only, as the official code has it.
    /// </summary>
    /// <returns>A scalar.</returns>
    public static Tensor Compute(Tensor prediction, Tensor target, double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = TensorArithmetic.Counting(prediction.shape[0], prediction.device);
        Tensor crossEntropy = functional.cross_entropy(Logits(prediction, target, temperature), labels);
        return crossEntropy.Times(2 * temperature).MoveToOuterDisposeScope();
    }
}
