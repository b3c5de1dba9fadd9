using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.FineTuning;

/// <summary>What every supervised training has beside its model: the loss, AdamW over groups of parameters, the average of the weights.</summary>
/// <remarks>Owns native memory, the average included; not the model. One thread at a time.</remarks>
internal sealed class ClassifierOptimizer : IDisposable
{
    private readonly FineTuningPlan _plan;
    private readonly nn.Module _model;
    private readonly nn.Module? _average;
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly AdamWOptimizer _optimizer;
    private readonly Tensor? _classWeights;
    private int _accumulated;
    private double _loss, _accuracy, _learningRate;

    /// <param name="plan">Values of the options.</param>
    /// <param name="model">What is trained, on its device.</param>
    /// <param name="average">A module like the model where the weights are averaged; starts as a copy.</param>
    /// <param name="groups">The trained parameters.</param>
    /// <param name="device">Where the model is.</param>
    public ClassifierOptimizer(FineTuningPlan plan, nn.Module model, nn.Module? average, IReadOnlyList<ParameterGroup> groups, Device device)
    {
        (_plan, _model, _average, _groups, _learningRate) = (plan, model, average, groups, plan.LearningRate);
        _optimizer = new AdamWOptimizer(groups, plan.Options.Beta1, plan.Options.Beta2);
        if (plan.Options.ClassWeighting == CmaeClassWeighting.Balanced)
            _classWeights = tensor(ClassWeights.Balanced(plan.ClassSizes), device: device).DetachFromDisposeScope();
        if (average is not null)
            MomentumUpdate.Copy(average, model);
    }

    /// <summary>Micro-batches whose gradients wait for the next <see cref="Step"/>.</summary>
    public int AccumulatedBatches => _accumulated;

    /// <summary>Clears the gradients where a new step begins; before the forward pass.</summary>
    public void Begin()
    {
        if (_accumulated == 0)
            _optimizer.ClearGradients();
    }

    /// <summary>Adds the gradients of a micro-batch.</summary>
    /// <param name="logits">(N, classes)</param>
    /// <param name="labels">(N, classes)</param>
    /// <param name="step">Number of the optimizer step, from 0.</param>
    /// <exception cref="CmaeNonFiniteLossException">The loss is NaN or infinite; the weights are those of the last step.</exception>
    public void Accumulate(Tensor logits, Tensor labels, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = SoftCrossEntropyLoss.Compute(logits, labels, _plan.Options.LabelSmoothing, _classWeights);
        double value = loss.item<float>();
        if (!double.IsFinite(value))
            throw new CmaeNonFiniteLossException(step + 1, _learningRate, value);
        loss.Over(_plan.AccumulationSteps).backward();
        _loss += value;
        _accuracy += logits.argmax(1).eq(labels.argmax(1)).to_type(ScalarType.Float32).mean().item<float>();
        _accumulated++;
    }

    /// <summary>One optimizer step with the gradients gathered so far.</summary>
    /// <param name="schedule">Learning rates.</param>
    /// <param name="step">Number of the step, from 0.</param>
    public FineTuningStep Step(WarmupCosineSchedule schedule, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        if (_plan.Options.GradientClipping is { } limit)
            GradientClipping.Apply(_groups.SelectMany(group => group.Parameters).Select(named => named.Parameter), limit);
        _learningRate = schedule.At(step, _plan.LearningRate);
        _optimizer.Step(group => schedule.At(step, _plan.LearningRate * group.LearningRateScale));
        if (_average is not null)
            MomentumUpdate.Apply(_average, _model, Math.Min(_plan.Options.WeightAveraging!.Value, (1.0 + step) / (10.0 + step)));
        var result = new FineTuningStep(_loss / _accumulated, _accuracy / _accumulated, _learningRate);
        (_loss, _accuracy, _accumulated) = (0, 0, 0);
        return result;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _average?.Dispose();
        _classWeights?.Dispose();
    }
}

/// <summary>Loss and accuracy of one optimizer step, averaged over its micro-batches, and the head's learning rate.</summary>
internal readonly record struct FineTuningStep(double Loss, double Accuracy, double LearningRate);
