using Cmae.MLNet.Imaging;
using Cmae.MLNet.Training;
using static Cmae.MLNet.CmaeImageClassificationTrainer;
using static TorchSharp.torch;

namespace Cmae.MLNet.FineTuning;

/// <summary>What the options amount to for given images: every value that was left open is fixed here.</summary>
internal sealed class FineTuningPlan
{
    public FineTuningPlan(Options options, IReadOnlyList<int> classSizes, ScalarType? computeType = null)
    {
        (Options, ComputeType) = (options, computeType);
        ClassSizes = classSizes;
        ImageCount = classSizes.Sum();
        Encoder = EncoderOf(options);
        BatchSize = Math.Min(options.BatchSize, ImageCount);
        BatchesPerEpoch = ImageCount / BatchSize;
        AccumulationSteps = Math.Min(options.AccumulationSteps, BatchesPerEpoch);
        StepsPerEpoch = BatchesPerEpoch / AccumulationSteps;
        Epochs = options.Epochs ?? FineTuningDefaults.Epochs(ImageCount, options.Freeze.IsLinearProbe);
        LearningRate = options.BaseLearningRate * ImagesPerStep / 256;
        LayerDecay = options.LayerDecay ?? FineTuningDefaults.LayerDecay(options.Encoder is not null);
    }

    public Options Options { get; }

    /// <summary>The type that the encoder's blocks multiply matrices in; null for fp32. The cached features of a linear probe are always in fp32, as scoring is.</summary>
    public ScalarType? ComputeType { get; }

    /// <summary>Training images of every class.</summary>
    public IReadOnlyList<int> ClassSizes { get; }

    public int ClassCount => ClassSizes.Count;

    public int ImageCount { get; }

    /// <summary>The encoder that is trained: its norm stands after the pooling, as the official fine-tuning has it.</summary>
    public CmaeEncoderConfiguration Encoder { get; }

    /// <summary>Images of a micro-batch; fewer than asked for where there are fewer images.</summary>
    public int BatchSize { get; }

    /// <summary>Whole micro-batches in an epoch; the images left over differ from epoch to epoch.</summary>
    public int BatchesPerEpoch { get; }

    public int AccumulationSteps { get; }

    public int StepsPerEpoch { get; }

    public int Epochs { get; }

    public long TotalSteps => (long)Epochs * StepsPerEpoch;

    public int ImagesPerStep => BatchSize * AccumulationSteps;

    /// <summary>The head's full learning rate: the base rate scaled with the effective batch.</summary>
    public double LearningRate { get; }

    public double LayerDecay { get; }

    /// <summary>The micro-batches of the run, without end.</summary>
    public IEnumerable<BatchPlan> Batches(int seed)
    {
        for (int epoch = 0; ; epoch++)
        {
            foreach (int[] indices in DataOrder.Of(seed, epoch, ImageCount).Chunk(BatchSize).Take(StepsPerEpoch * AccumulationSteps))
                yield return new BatchPlan(epoch, indices);
        }
    }

    /// <summary>The encoder that the options ask for.</summary>
    public static CmaeEncoderConfiguration EncoderOf(Options options)
    {
        CmaeEncoderConfiguration encoder = options.Encoder?.Configuration
            ?? new(options.Architecture, options.ImageSize, options.PatchSize ?? PatchSizes.Default(options.ImageSize));
        return encoder with
        {
            OutputNorm = CmaeOutputNorm.AfterPooling,
            Preprocessing = encoder.Preprocessing with { ResizeSize = options.EvaluationResizeSize ?? encoder.Preprocessing.ResizeSize },
        };
    }

    /// <summary>What is unusual about the plan, in plain words with what to do.</summary>
    public IEnumerable<string> Warnings()
    {
        if (BatchSize < Options.BatchSize)
            yield return $"BatchSize is {BatchSize} in place of {Options.BatchSize}: there are only {ImageCount} images to train on.";
        if (AccumulationSteps < Options.AccumulationSteps)
            yield return $"AccumulationSteps is {AccumulationSteps} in place of {Options.AccumulationSteps}: an epoch has only {BatchesPerEpoch} batches of {BatchSize}.";
        if (ClassSizes.Count(size => size == 0) is > 0 and int empty)
            yield return $"{empty} of {ClassCount} classes have no image to train on and will hardly ever be predicted.";
    }
}
