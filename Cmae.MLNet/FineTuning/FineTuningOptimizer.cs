using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.FineTuning;

/// <summary>What every learner has besides its model: AdamW over groups of parameters, and the average of the weights.</summary>
/// <remarks>Owns native memory, including the average but not the model. One thread at a time.</remarks>
internal sealed class FineTuningOptimizer<TFigures> : IDisposable
    where TFigures : class, ITaskFigures<TFigures>
{
    private readonly FineTuningPlan _plan;
    private readonly nn.Module _model;
    private readonly nn.Module? _average;
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly AdamWOptimizer _optimizer;
    private readonly List<TFigures> _accumulated = [];
    private double _learningRate;

    /// <param name="plan">Values of the options.</param>
    /// <param name="model">What is trained, on its device.</param>
    /// <param name="average">A module like the model if the weights are averaged; starts as a copy.</param>
    /// <param name="groups">The trained parameters.</param>
    public FineTuningOptimizer(FineTuningPlan plan, nn.Module model, nn.Module? average, IReadOnlyList<ParameterGroup> groups)
    {
        (_plan, _model, _average, _groups, _learningRate) = (plan, model, average, groups, plan.LearningRate);
        _optimizer = new AdamWOptimizer(groups, plan.Options.Beta1, plan.Options.Beta2);
        if (average is not null)
            MomentumUpdate.Copy(average, model);
        State = new FineTuningState(model, average, _optimizer);
    }

    /// <summary>The tensors that a checkpoint holds.</summary>
    public FineTuningState State { get; }

    /// <summary>Micro-batches whose gradients wait for the next <see cref="Step"/>.</summary>
    public int AccumulatedBatches => _accumulated.Count;

    /// <summary>Clears the gradients at the beginning of a step; before the forward pass.</summary>
    public void Begin()
    {
        if (_accumulated.Count == 0)
            _optimizer.ClearGradients();
    }

    /// <summary>Adds the gradients of a micro-batch.</summary>
    /// <param name="loss">Its mean loss, a scalar with a gradient.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="step">Number of the optimizer step, from 0.</param>
    /// <exception cref="CmaeNonFiniteLossException">The loss is NaN or infinite; the weights are those of the last step.</exception>
    public void Accumulate(Tensor loss, TFigures figures, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        if (!double.IsFinite(figures.Loss))
            throw new CmaeNonFiniteLossException(step + 1, _learningRate, figures.Loss);
        loss.Over(_plan.AccumulationSteps).backward();
        _accumulated.Add(figures);
    }

    /// <summary>One optimizer step with the gradients gathered so far.</summary>
    /// <param name="schedule">Learning rates.</param>
    /// <param name="step">Number of the step, from 0.</param>
    public FineTuningStep<TFigures> Step(WarmupCosineSchedule schedule, long step)
    {
        using DisposeScope scope = NewDisposeScope();
        double norm = _plan.Options.GradientClipping is { } limit
            ? GradientClipping.Clip(_groups.SelectMany(group => group.Parameters).Select(named => named.Parameter), limit)
            : double.NaN;
        _learningRate = schedule.At(step, _plan.LearningRate);
        _optimizer.Step(group => schedule.At(step, _plan.LearningRate * group.LearningRateScale));
        if (_average is not null)
            MomentumUpdate.Blend(_average, _model, Math.Min(_plan.Options.WeightAveraging!.Value, (1.0 + step) / (10.0 + step)));
        var result = new FineTuningStep<TFigures>(TFigures.Mean(_accumulated), _learningRate) { GradientNorm = norm };
        _accumulated.Clear();
        return result;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _average?.Dispose();
    }
}
