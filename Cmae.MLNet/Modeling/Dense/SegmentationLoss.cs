using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Cross entropy of every labeled pixel plus Dice over the classes of the batch.</summary>
/// <remarks>
/// Both are functions of sums over pixels (<see cref="SegmentationSums"/>), so that a batch can be added up image by image. Owns the class
/// weights; dispose.
/// </remarks>
internal sealed class SegmentationLoss : IDisposable
{
    /// <summary>The class number of pixels that do not count.</summary>
    public const int Ignored = 255;

    private const double DiceSmoothing = 1;
    private const double Smallest = 1e-12;

    private readonly double _diceWeight;
    private readonly Tensor? _classWeights;

    /// <param name="diceWeight">Factor on the Dice loss; 0 for cross entropy alone.</param>
    /// <param name="classWeights">(K): factors on the classes' cross entropies; null for 1.</param>
    /// <param name="device">Where the loss is computed.</param>
    public SegmentationLoss(double diceWeight, float[]? classWeights, Device device)
    {
        _diceWeight = diceWeight;
        _classWeights = classWeights is null ? null : tensor(classWeights, device: device).DetachFromDisposeScope();
    }

    /// <summary>The loss of a batch; 0 if no pixel is labeled.</summary>
    /// <param name="logits">(N, K, H, W)</param>
    /// <param name="classes">(N, H, W), 64-bit integers: the class of every pixel, or <see cref="Ignored"/>.</param>
    /// <returns>A scalar with a gradient, in the caller's dispose scope.</returns>
    public Tensor Compute(Tensor logits, Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        return Of(Sum(logits, classes)).MoveToOuterDisposeScope();
    }

    /// <summary>What the loss is a function of, for some images of a batch.</summary>
    /// <param name="logits">(N, K, H, W)</param>
    /// <param name="classes">(N, H, W)</param>
    /// <returns>Tensors in the caller's dispose scope.</returns>
    public SegmentationSums Sum(Tensor logits, Tensor classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ignored = tensor(new long[] { Ignored }, device: classes.device);
        Tensor labeled = classes.lt(ignored).to_type(ScalarType.Float32);
        Tensor targets = classes * labeled.to_type(ScalarType.Int64), index = targets.flatten();
        Tensor logarithms = functional.log_softmax(logits, 1);
        Tensor ofTargets = logarithms.gather(1, targets.unsqueeze(1)).squeeze(1);
        Tensor weights = _classWeights is null ? labeled : labeled * _classWeights.index_select(0, index).view_as(targets);
        Tensor none = zeros([logits.shape[1]], device: logits.device);
        Tensor truth = none.scatter_add(0, index, labeled.flatten());
        (Tensor overlap, Tensor predicted) = (none.clone(), none.clone());
        if (_diceWeight > 0)
        {
            overlap = none.scatter_add(0, index, (ofTargets.exp() * labeled).flatten());
            predicted = (logarithms.exp() * labeled.unsqueeze(1)).sum([0, 2, 3]);
        }
        return new SegmentationSums(-(ofTargets * weights).sum(), weights.sum(), overlap, predicted, truth).MoveToOuterDisposeScope();
    }

    /// <summary>The loss that follows from the sums of a batch.</summary>
    /// <returns>A scalar, in the caller's dispose scope.</returns>
    public Tensor Of(SegmentationSums sums)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = sums.CrossEntropy / sums.Weight.Within(Smallest, double.PositiveInfinity);
        if (_diceWeight > 0)
            loss = loss.Plus(Dice(sums).Times(_diceWeight));
        return loss.MoveToOuterDisposeScope();
    }

    // 1 - 2·overlap / (predicted + true), averaged over the classes that occur.
    private static Tensor Dice(SegmentationSums sums)
    {
        Tensor sizes = sums.Predicted.Plus(sums.Truth).Plus(DiceSmoothing);
        Tensor losses = -(sums.Overlap.Times(2).Plus(DiceSmoothing) / sizes).Plus(-1);
        Tensor occurs = sums.Truth.gt(zeros_like(sums.Truth)).to_type(ScalarType.Float32);
        return (losses * occurs).sum() / occurs.sum().Within(1, double.PositiveInfinity);
    }

    public void Dispose() => _classWeights?.Dispose();
}
