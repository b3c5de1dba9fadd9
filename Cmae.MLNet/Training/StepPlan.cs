using System.Globalization;

namespace Cmae.MLNet.Training;

/// <summary>
/// How many steps a training run has, and which images each of them sees: a function of the options and the number of images.
/// </summary>
internal abstract class StepPlan
{
    private readonly CmaeTrainingOptions _options;

    /// <param name="options">Read only.</param>
    /// <param name="imageCount">Images to train on.</param>
    /// <param name="defaultEpochs">Epochs if the options leave them open.</param>
    protected StepPlan(CmaeTrainingOptions options, int imageCount, int defaultEpochs)
    {
        (_options, ImageCount) = (options, imageCount);
        BatchSize = Math.Min(options.BatchSize, imageCount);
        BatchesPerEpoch = imageCount / BatchSize;
        AccumulationSteps = Math.Min(options.AccumulationSteps, BatchesPerEpoch);
        StepsPerEpoch = BatchesPerEpoch / AccumulationSteps;
        Epochs = options.Epochs ?? defaultEpochs;
        LearningRate = options.BaseLearningRate * BatchSize * AccumulationSteps / 256;
    }

    /// <summary>Time that the run may take; null for none.</summary>
    public TimeSpan? TimeBudget => _options.TimeBudget;

    public int ImageCount { get; }

    /// <summary>Images of a micro-batch; fewer than asked for if there are fewer images.</summary>
    public int BatchSize { get; }

    /// <summary>Whole micro-batches in an epoch; the images left over differ from epoch to epoch.</summary>
    public int BatchesPerEpoch { get; }

    public int AccumulationSteps { get; }

    public int StepsPerEpoch { get; }

    public int Epochs { get; }

    public long TotalSteps => (long)Epochs * StepsPerEpoch;

    public int ImagesPerStep => BatchSize * AccumulationSteps;

    /// <summary>The full learning rate: the base rate scaled with the effective batch.</summary>
    public double LearningRate { get; }

    /// <summary>The steps of an epoch, each as its micro-batches, each as the numbers of its images.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    public IEnumerable<int[][]> Steps(int seed, int epoch) =>
        DataOrder.Of(seed, epoch, ImageCount).Chunk(BatchSize).Chunk(AccumulationSteps).Take(StepsPerEpoch);

    /// <summary>How long the run is, what goes into a step and how fast it learns, in words.</summary>
    public string Describe()
    {
        string length = _options.TimeBudget is { } budget
            ? $"{budget:g} of training"
            : $"{Epochs} epoch{(Epochs == 1 ? "" : "s")} of {StepsPerEpoch} step{(StepsPerEpoch == 1 ? "" : "s")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{length}, {BatchSize} images x {AccumulationSteps} a step, learning rate {LearningRate:g3}");
    }

    /// <summary>What is unusual about the plan, in plain words with what to do.</summary>
    public virtual IEnumerable<string> Warnings()
    {
        if (BatchSize < _options.BatchSize)
            yield return $"BatchSize is {BatchSize} instead of {_options.BatchSize}: there are only {ImageCount} images to train on.";
        if (AccumulationSteps < _options.AccumulationSteps)
        {
            yield return $"AccumulationSteps is {AccumulationSteps} instead of {_options.AccumulationSteps}: " +
                $"an epoch has only {BatchesPerEpoch} batches of {BatchSize}.";
        }
    }
}
