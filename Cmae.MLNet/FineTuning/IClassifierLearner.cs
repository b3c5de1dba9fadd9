using Cmae.MLNet.Encoders;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.FineTuning;

/// <summary>A classifier in training: end to end, or a linear probe.</summary>
/// <remarks>Owns native memory; dispose. One thread at a time.</remarks>
internal interface IClassifierLearner : IDisposable
{
    /// <summary>Number of values that are trained.</summary>
    long TrainedParameters { get; }

    /// <summary>Micro-batches whose gradients wait for the next <see cref="Step"/>.</summary>
    int AccumulatedBatches { get; }

    /// <summary>Adds the gradients of the next micro-batch.</summary>
    /// <param name="step">Number of the optimizer step, from 0.</param>
    /// <exception cref="CmaeNonFiniteLossException">The loss is NaN or infinite; the weights are those of the last step.</exception>
    void Accumulate(long step);

    /// <summary>One optimizer step with the gradients gathered so far.</summary>
    FineTuningStep Step(WarmupCosineSchedule schedule, long step);

    /// <summary>Logits of all validation images, (N, classes) row by row.</summary>
    float[] ValidationLogits();

    /// <summary>A copy of the classifier as it is now, or of its average.</summary>
    ClassifierWeights Export();
}
