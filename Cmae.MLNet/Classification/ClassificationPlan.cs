using Cmae.MLNet.FineTuning;
using static Cmae.MLNet.CmaeImageClassificationTrainer;
using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>A fine-tuning's plan, with the classes.</summary>
/// <param name="options">Read only.</param>
/// <param name="classSizes">Training images of every class.</param>
/// <param name="computeType">The type that the encoder's blocks multiply matrices in; null for fp32.</param>
internal sealed class ClassificationPlan(Options options, IReadOnlyList<int> classSizes, ScalarType? computeType = null)
    : FineTuningPlan(options, EncoderOf(options), classSizes.Sum(), computeType)
{
    public override Options Options { get; } = options;

    /// <summary>Training images of every class.</summary>
    public IReadOnlyList<int> ClassSizes { get; } = classSizes;

    public int ClassCount => ClassSizes.Count;

    public override string Task => "classification";

    public override IEnumerable<KeyValuePair<string, object>> TaskSettings =>
    [
        new("classes", ClassCount),
        new(nameof(Options.EvaluationResizeSize), Encoder.Preprocessing.ResizeSize),
        new(nameof(Options.MinimumCropArea), Options.MinimumCropArea),
        new(nameof(Options.HorizontalFlip), Options.HorizontalFlip),
        new(nameof(Options.RandomAugmentation), Options.RandomAugmentation),
        new(nameof(Options.RandomErasingProbability), Options.RandomErasingProbability),
        new(nameof(Options.MixProbability), Options.MixProbability),
        new(nameof(Options.MixupAlpha), Options.MixupAlpha),
        new(nameof(Options.CutMixAlpha), Options.CutMixAlpha),
        new(nameof(Options.LabelSmoothing), Options.LabelSmoothing),
        new(nameof(Options.ClassWeighting), Options.ClassWeighting),
    ];

    public override string DescribeImages => $"{ImageCount} images of {ClassCount} classes";

    /// <summary>The encoder that the options ask for: its norm stands after the pooling, as the official fine-tuning has it.</summary>
    public static CmaeEncoderConfiguration EncoderOf(Options options)
    {
        CmaeEncoderConfiguration start = StartOf(options);
        return start with
        {
            OutputNorm = CmaeOutputNorm.AfterPooling,
            Preprocessing = start.Preprocessing with { ResizeSize = options.EvaluationResizeSize ?? start.Preprocessing.ResizeSize },
        };
    }

    public override IEnumerable<string> Warnings()
    {
        foreach (string warning in base.Warnings())
            yield return warning;
        if (ClassSizes.Count(size => size == 0) is > 0 and int empty)
            yield return $"{empty} of {ClassCount} classes have no image to train on and will hardly ever be predicted.";
    }
}
