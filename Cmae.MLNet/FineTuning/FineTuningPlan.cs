using Cmae.MLNet.Imaging;
using Cmae.MLNet.Training;
using static TorchSharp.torch;

namespace Cmae.MLNet.FineTuning;

/// <summary>What the options amount to for given images: every value that was left open is fixed here. Each task adds its own.</summary>
internal abstract class FineTuningPlan : StepPlan
{
    /// <param name="options">Read only.</param>
    /// <param name="encoder">The encoder that is trained.</param>
    /// <param name="imageCount">Images to train on.</param>
    /// <param name="computeType">The type that the encoder's blocks multiply matrices in; null for fp32.</param>
    /// <param name="epochs">Epochs if the options leave them open; null for <see cref="FineTuningDefaults.Epochs"/>.</param>
    /// <param name="layerDecay">Layer decay if the options leave it open; null for <see cref="FineTuningDefaults.LayerDecay"/>.</param>
    protected FineTuningPlan(
        CmaeFineTuningOptions options, CmaeEncoderConfiguration encoder, int imageCount, ScalarType? computeType,
        int? epochs = null, double? layerDecay = null)
        : base(options, imageCount, epochs ?? FineTuningDefaults.Epochs(imageCount, options.Freeze.IsLinearProbe))
    {
        (Encoder, ComputeType) = (encoder, computeType);
        LayerDecay = options.LayerDecay ?? layerDecay ?? FineTuningDefaults.LayerDecay(options.InitializeFrom is not null);
    }

    public abstract CmaeFineTuningOptions Options { get; }

    /// <summary>What is learned, in a word such as "classification".</summary>
    public abstract string Task { get; }

    /// <summary>The settings of the task alone that its numbers depend on; a resumed run must have the same.</summary>
    public abstract IEnumerable<KeyValuePair<string, object>> TaskSettings { get; }

    /// <summary>The images in words, for the log.</summary>
    public abstract string DescribeImages { get; }

    /// <summary>The encoder that is trained, as the task needs it.</summary>
    public CmaeEncoderConfiguration Encoder { get; }

    /// <summary>
    /// The type that the encoder's blocks multiply matrices in; null for fp32. The cached features of a linear probe are always in fp32, as
    /// scoring is.
    /// </summary>
    public ScalarType? ComputeType { get; }

    public double LayerDecay { get; }

    /// <summary>The micro-batches of the run, without end.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="step">Number of the step that they begin with, from 0.</param>
    public IEnumerable<BatchPlan> Batches(int seed, long step)
    {
        int done = (int)(step % StepsPerEpoch);
        for (int epoch = (int)(step / StepsPerEpoch); ; epoch++, done = 0)
        {
            foreach (int[] indices in Steps(seed, epoch).Skip(done).SelectMany(batches => batches))
                yield return new BatchPlan(epoch, indices);
        }
    }

    /// <summary>The encoder that the options start from.</summary>
    public static CmaeEncoderConfiguration StartOf(CmaeFineTuningOptions options) => options.InitializeFrom?.Configuration
        ?? new(options.Architecture, options.ImageSize, options.PatchSize ?? PatchSizes.Default(options.ImageSize));
}
