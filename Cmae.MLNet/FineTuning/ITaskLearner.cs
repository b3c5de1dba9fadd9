using Cmae.MLNet.Training;

namespace Cmae.MLNet.FineTuning;

/// <summary>
/// A model of a task in training, with its images. Segmentation, for example, steps over images with their masks, validates by the overlap of
/// the masks, and exports an encoder with its head; everything around the steps is the same for all tasks.
/// </summary>
/// <remarks>Owns native memory; dispose. One thread at a time.</remarks>
/// <typeparam name="TModel">The trained weights, in managed memory.</typeparam>
/// <typeparam name="TFigures">What the task measures.</typeparam>
internal interface ITaskLearner<TModel, TFigures> : IDisposable
    where TFigures : class, ITaskFigures<TFigures>
{
    /// <summary>Number of values that are trained.</summary>
    long TrainedParameters { get; }

    /// <summary>Micro-batches whose gradients wait for the next <see cref="Step"/>.</summary>
    int AccumulatedBatches { get; }

    /// <summary>The tensors that a checkpoint holds: everything that steps change.</summary>
    FineTuningState State { get; }

    /// <summary>Adds the gradients of the next micro-batch.</summary>
    /// <param name="step">
    /// Number of the optimizer step, from 0. The first call is of the step that a resumed run goes on with: the micro-batches begin there.
    /// Everything random is a function of the seed and of this number.
    /// </param>
    /// <exception cref="CmaeNonFiniteLossException">The loss is NaN or infinite; the weights are those of the last step.</exception>
    void Accumulate(long step);

    /// <summary>One optimizer step with the gradients gathered so far.</summary>
    /// <param name="schedule">Learning rates.</param>
    /// <param name="step">Number of the step, from 0.</param>
    FineTuningStep<TFigures> Step(WarmupCosineSchedule schedule, long step);

    /// <summary>Figures of the validation images by the model as it is now, or its average; null if there are no such images.</summary>
    TFigures? Validate();

    /// <summary>A copy of the model as it is now, or of its average.</summary>
    TModel Export();
}
