using Cmae.MLNet.Modeling;
using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>The training loss: cross entropy with soft labels, smoothed, with the weights of the classes.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class ClassificationLoss : IDisposable
{
    private readonly double _smoothing;
    private readonly Tensor? _classWeights;

    public ClassificationLoss(ClassificationPlan plan, Device device)
    {
        _smoothing = plan.Options.LabelSmoothing;
        if (plan.Options.ClassWeighting == CmaeClassWeighting.Balanced)
            _classWeights = tensor(ClassWeights.Balanced(plan.ClassSizes), device: device).DetachFromDisposeScope();
    }

    /// <summary>The loss of a micro-batch, and the share of its images whose greatest logit is that of their heaviest label.</summary>
    /// <param name="logits">(N, classes)</param>
    /// <param name="labels">(N, classes)</param>
    /// <returns>A scalar with a gradient, in the caller's dispose scope, and its figures.</returns>
    public (Tensor Loss, ClassificationFigures Figures) Compute(Tensor logits, Tensor labels)
    {
        Tensor loss = SoftCrossEntropyLoss.Compute(logits, labels, _smoothing, _classWeights);
        double accuracy = logits.argmax(1).eq(labels.argmax(1)).to_type(ScalarType.Float32).mean().item<float>();
        return (loss, new ClassificationFigures(loss.item<float>(), accuracy));
    }

    public void Dispose() => _classWeights?.Dispose();
}
