using System.Text.Json.Serialization;
using Cmae.MLNet.Pretraining;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet;

/// <summary>
/// Options of CMAE pre-training. The defaults suit thousands to tens of thousands of images on a CPU;
/// <see cref="Official"/> has the values of the official ImageNet recipe.
/// </summary>
/// <remarks>
/// Validated all together when the estimator is made, copied there, and never changed. Not thread-safe while written to.
/// </remarks>
public sealed partial class CmaePretrainingOptions : CmaeTrainingOptions
{
    // --- the model -------------------------------------------------------------------------------------------------------------

    /// <summary>Size of the encoder. The default value is <see cref="CmaeArchitecture.Micro"/>: the first try is to end soon.</summary>
    public CmaeArchitecture Architecture { get; set; } = CmaeArchitecture.Micro;

    /// <summary>Side of the square input image in pixels. The default value is 64.</summary>
    public int ImageSize { get; set; } = 64;

    /// <summary>
    /// Side of a patch in pixels; divides <see cref="ImageSize"/>. The default value is null: the one that gives an even grid, if there
    /// is one, nearest to 8×8 up to 96 pixels and 14×14 above.
    /// </summary>
    public int? PatchSize { get; set; }

    /// <summary>
    /// Width of both decoders, divisible by 4 and by <see cref="DecoderHeads"/>. The default value is null: 512 for encoders of at least
    /// 768 channels, else half the encoder's width, rounded up to a multiple of 32.
    /// </summary>
    public int? DecoderWidth { get; set; }

    /// <summary>Attention heads of both decoders. The default value is null: one for every 32 channels of the decoder.</summary>
    public int? DecoderHeads { get; set; }

    /// <summary>
    /// Blocks of the pixel decoder. The default value is null: 8 for encoders of at least 768 channels, as in the official recipe, 4 for those
    /// of at least 384, else 2.
    /// </summary>
    public int? PixelDecoderDepth { get; set; }

    /// <summary>
    /// Blocks of the feature decoder. The default value is null: 2 for encoders of at least 384 channels, as in the official recipe, else 1.
    /// </summary>
    public int? FeatureDecoderDepth { get; set; }

    /// <summary>
    /// Hidden channels of projector and predictor. The default value is null: twice the encoder's width (official: 1536 for a width of
    /// 768).
    /// </summary>
    public int? ProjectorHiddenWidth { get; set; }

    /// <summary>Channels of the contrastive embedding. The default value is null: 256, or the encoder's width if that is less.</summary>
    public int? ProjectorWidth { get; set; }

    // --- masking and contrast --------------------------------------------------------------------------------------------------

    /// <summary>Share of the image that is masked for the online encoder. The default value is 0.5; official code: 0.65.</summary>
    [Range(0.4, 0.9, 0.5)]
    public double MaskRatio { get; set; } = 0.5;

    /// <summary>What the mask is made of. The default value is <see cref="CmaeMasking.Block"/> (official code).</summary>
    public CmaeMasking Masking { get; set; } = CmaeMasking.Block;

    /// <summary>
    /// Whether the contrastive branch looks at the feature decoder's output (the paper's design) or at the encoder's visible tokens. The
    /// default value is true.
    /// </summary>
    [BooleanChoice(true)]
    public bool UseFeatureDecoder { get; set; } = true;

    /// <summary>
    /// Weight of the contrastive loss, on top of the official factor 2·temperature; 0 is plain MAE, and the momentum branch is not run. The
    /// default value is 1.
    /// </summary>
    [Range(0.0, 8.0, 1.0)]
    public double ContrastiveWeight { get; set; } = 1;

    /// <summary>
    /// Share of all steps (of the time, if <see cref="CmaeTrainingOptions.TimeBudget"/> is set), at the start, that learn reconstruction
    /// alone, as plain MAE does and in about 60 % of the time. The momentum encoder is the online encoder until then. Contrast pays off
    /// sooner on features that MAE has learned: docs/experiments has figures. At most 0.99. The default value is 0.2; official code: 0, the
    /// contrast is learned from the first step on.
    /// </summary>
    [Range(0.0, 0.5, 0.2)]
    public double ContrastiveDelay { get; set; } = 0.2;

    /// <summary>Temperature of the InfoNCE loss. The default value is 0.07.</summary>
    [Range(0.03, 0.5, 0.07, true)]
    public double Temperature { get; set; } = 0.07;

    /// <summary>
    /// Largest shift in pixels, both ways inclusive, of the target view against the online view; with <see
    /// cref="CmaePositivePair.RandomCrops"/>, within its own crop. The default value is null: round(31·ImageSize/224), at least 1; 0 means
    /// no shift.
    /// </summary>
    public int? PixelShift { get; set; }

    /// <summary>
    /// What the two views of an image have in common. The default value is <see cref="CmaePositivePair.RandomCrops"/>; official code: <see
    /// cref="CmaePositivePair.PixelShift"/>.
    /// </summary>
    [Choice([CmaePositivePair.PixelShift, CmaePositivePair.RandomCrops], CmaePositivePair.RandomCrops)]
    public CmaePositivePair PositivePair { get; set; } = CmaePositivePair.RandomCrops;

    /// <summary>Smallest share of the image's area that the random resized crop takes. The default value is 0.2.</summary>
    [Range(0.08, 0.8, 0.2)]
    public double MinimumCropArea { get; set; } = 0.2;

    /// <summary>
    /// Largest share of the image's area that the random resized crop takes, at least <see cref="MinimumCropArea"/>. The default value is 1. An
    /// encoder for segmentation should see things as large as it will see them there: for images that are segmented at S pixels, twice
    /// (<see cref="ImageSize"/> / S)², at most 1, and half of (<see cref="ImageSize"/> / S)² as the smallest share.
    /// </summary>
    public double MaximumCropArea { get; set; } = 1;

    /// <summary>
    /// Whether the target view is jittered in color, grayed and blurred at random, as the official recipe does; the blur's radius of at
    /// most 2 pixels at 224 shrinks with <see cref="ImageSize"/>. The default value is true.
    /// </summary>
    [BooleanChoice(true)]
    public bool ColorAugmentation { get; set; } = true;

    /// <summary>
    /// Whether the online view is jittered in color and grayed at random too, by draws of its own: the two views then have fewer colors in
    /// common, so that the contrast has to rely on shapes. The changed view is what is reconstructed; it is never blurred. The default value
    /// is false, as in the official recipe.
    /// </summary>
    [BooleanChoice(false)]
    public bool OnlineColorAugmentation { get; set; }

    // --- optimization ----------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Images of a micro-batch: what goes through the model at once. The contrastive negatives and the BatchNorm statistics are
    /// those of the micro-batch, however many are accumulated; below 64 a warning says so. The default value is 64.
    /// </summary>
    [Choice([64, 128, 256], 64)]
    public override int BatchSize { get; set; } = 64;

    /// <summary>
    /// Passes over the images. The default value is null: enough for about 600,000 images seen, at least 20 and at most 800 epochs. Ignored
    /// if <see cref="CmaeTrainingOptions.TimeBudget"/> is set. Official: 300.
    /// </summary>
    public override int? Epochs { get; set; }

    /// <summary>
    /// Learning rate for an effective batch of 256; the rate used is this times effective batch / 256. The default value is 4e-3, which is
    /// 1e-3 for a batch of 64; official: 1.5e-4 for a batch of 4096.
    /// </summary>
    [Range(2e-4, 1e-2, 4e-3, true)]
    public override double BaseLearningRate { get; set; } = 4e-3;

    /// <summary>AdamW's second-moment decay. The first is 0.9. The default value is 0.95.</summary>
    public override double Beta2 { get; set; } = 0.95;

    /// <summary>
    /// Momentum of the target encoder at the first step. The default value is 0.99, for runs of thousands of steps; official code: 0.996.
    /// </summary>
    [Range(0.95, 0.999, 0.99)]
    public double Momentum { get; set; } = 0.99;

    /// <summary>
    /// Momentum of the target encoder at the last step, reached along a cosine. The default value is 0.99: constant, as in the official
    /// configurations.
    /// </summary>
    public double FinalMomentum { get; set; } = 0.99;

    // --- the run ---------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Optimizer steps between two measurements of <see cref="CmaePretrainingHealth"/>, besides one before the first step and one at the
    /// last; 0 measures none. Measuring does not affect training. The default value is null: an interval at which measuring takes about 1.5 %
    /// of the time.
    /// </summary>
    public int? HealthSteps { get; set; }

    /// <summary>
    /// A column of labels, text or keys, that the k-NN figure of <see cref="CmaePretrainingHealth"/> uses if the data has it; training
    /// does not use it. Null for none. The default value is "Label".
    /// </summary>
    public string? LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// The encoder whose weights training starts from, instead of random ones; optimizer and schedules start from the beginning.
    /// <see cref="Architecture"/>, <see cref="ImageSize"/> and <see cref="PatchSize"/> must be its own, and its
    /// <see cref="CmaeOutputNorm"/> that of a pre-trained encoder, <see cref="CmaeOutputNorm.BeforePooling"/>; its channel order, mean and
    /// standard deviation are kept. The default value is null.
    /// </summary>
    [JsonIgnore]
    public CmaeEncoder? InitializeFrom { get; set; }

    /// <summary>Called after every optimizer step, on the training thread. The default value is null.</summary>
    [JsonIgnore]
    public Action<CmaePretrainingStep>? StepCompleted { get; set; }

    /// <summary>Called after every epoch, on the training thread. The default value is null.</summary>
    [JsonIgnore]
    public Action<CmaePretrainingEpoch>? EpochCompleted { get; set; }

    /// <summary>
    /// The configuration of the encoder that training with these options gives. With <see cref="CmaeEncoder.CreateUntrained"/> and the same
    /// seed it gives the encoder that training starts from: the baseline to compare learned features with.
    /// </summary>
    /// <exception cref="ArgumentException">Options are not valid; the message lists all of them.</exception>
    public CmaeEncoderConfiguration CreateEncoderConfiguration()
    {
        PretrainingOptionsValidation.Validate(this);
        return PretrainingPlan.CreateModel(this).Encoder;
    }

    internal CmaePretrainingOptions Copy() => (CmaePretrainingOptions)MemberwiseClone();
}
