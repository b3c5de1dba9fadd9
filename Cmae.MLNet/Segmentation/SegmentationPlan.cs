using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.FineTuning;
using static Cmae.MLNet.CmaeSegmentationTrainer;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>A fine-tuning's plan, with the classes of pixels.</summary>
internal sealed class SegmentationPlan : FineTuningPlan
{
    // An encoder that has seen images at less than this share of their size here knows objects at another scale.
    private const double CoarsestScale = 0.4;

    /// <param name="options">Read only.</param>
    /// <param name="classNames">The classes in their order.</param>
    /// <param name="pixelsOfClasses">Labeled pixels of every class.</param>
    /// <param name="imageCount">Images to train on.</param>
    /// <param name="computeType">The type that the encoder's blocks multiply matrices in; null for fp32.</param>
    public SegmentationPlan(
        Options options, IReadOnlyList<string> classNames, IReadOnlyList<long> pixelsOfClasses, int imageCount,
        ScalarType? computeType = null)
        : base(
            options, EncoderOf(options), imageCount, computeType,
            SegmentationDefaults.Epochs(imageCount, options.Freeze.IsLinearProbe),
            SegmentationDefaults.LayerDecay(StartOf(options).Architecture, options.InitializeFrom is not null))
    {
        (Options, ClassNames, PixelsOfClasses) = (options, classNames, pixelsOfClasses);
        Start = options.InitializeFrom is { } encoder ? EncoderResampling.Resample(encoder, Encoder.ImageSize, Encoder.PatchSize) : null;
    }

    public override Options Options { get; }

    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Labeled pixels of every class.</summary>
    public IReadOnlyList<long> PixelsOfClasses { get; }

    public int ClassCount => ClassNames.Count;

    /// <summary>The given encoder with its positions resampled to the image size of this training; null for random weights.</summary>
    public CmaeEncoder? Start { get; }

    /// <summary>The head that is trained.</summary>
    public CmaeSegmentationHead Head => Options.Freeze.IsLinearProbe ? CmaeSegmentationHead.Linear : Options.Head;

    /// <summary>Factors on the classes' pixels in the cross entropy; null for 1.</summary>
    public float[]? ClassWeights =>
        Options.ClassWeighting == CmaeClassWeighting.Balanced ? PixelWeights.Balanced(PixelsOfClasses) : null;

    public override string Task => "segmentation";

    public override IEnumerable<KeyValuePair<string, object>> TaskSettings =>
    [
        new("classes", string.Join(", ", ClassNames)),
        new(nameof(Options.Head), Head),
        new(nameof(Options.HorizontalFlip), Options.HorizontalFlip),
        new(nameof(Options.Rotations), Options.Rotations),
        new(nameof(Options.ColorJitter), Options.ColorJitter),
        new(nameof(Options.DiceWeight), Options.DiceWeight),
        new(nameof(Options.ClassWeighting), Options.ClassWeighting),
    ];

    public override string DescribeImages => $"{ImageCount} images with masks of {ClassCount} classes";

    /// <summary>The encoder that the options ask for: at the task's image size, with a norm on every token.</summary>
    public static CmaeEncoderConfiguration EncoderOf(Options options)
    {
        int patch = options.InitializeFrom?.PatchSize ?? SegmentationDefaults.PatchSize(options.PatchSize);
        CmaeEncoderConfiguration start = StartOf(options, patch);
        return start with
        {
            ImageSize = options.ImageSize,
            OutputNorm = CmaeOutputNorm.BeforePooling,
            Preprocessing = start.Preprocessing with { ResizeSize = options.ImageSize },
        };
    }

    public override IEnumerable<string> Warnings()
    {
        foreach (string warning in base.Warnings())
            yield return warning;
        string[] empty = [.. ClassNames.Where((_, label) => PixelsOfClasses[label] == 0).Select(name => $"'{name}'")];
        if (empty.Length > 0)
        {
            yield return $"{empty.Length} of {ClassCount} classes have no pixel in the masks and will hardly ever be predicted: " +
                $"{string.Join(", ", empty)}.";
        }
        if (Options.InitializeFrom is { } encoder && encoder.ImageSize < CoarsestScale * Encoder.ImageSize)
        {
            yield return FormattableString.Invariant(
                $"The encoder was trained on images of {encoder.ImageSize} pixels, and sees them here at {Encoder.ImageSize}: ") +
                "if it saw whole images, it knows objects at a much smaller size. Pre-train at the scale of this task: " +
                $"an image size of {Encoder.ImageSize / 2}, patches of 16, and crops as large as they are here (MaximumCropArea).";
        }
    }

    private static CmaeEncoderConfiguration StartOf(Options options, int patch) =>
        options.InitializeFrom?.Configuration ?? new(options.Architecture, options.ImageSize, patch);
}
