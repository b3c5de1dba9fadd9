using System.Text.Json.Serialization;
using Cmae.MLNet.Imaging;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet;

/// <summary>
/// Options that every training has: how long, how fast, on what, and what happens when it is canceled. The options without a default here
/// have a different one in each kind of training.
/// </summary>
/// <remarks>Validated all together when an estimator is made from them, and copied there. Not thread-safe while written to.</remarks>
public abstract class CmaeTrainingOptions
{
    private protected CmaeTrainingOptions()
    {
    }

    /// <summary>Images of a micro-batch: what goes through the model at once.</summary>
    public abstract int BatchSize { get; set; }

    /// <summary>
    /// Micro-batches whose gradients are averaged before each optimizer step. The effective batch that the learning rate is scaled with is
    /// <c>BatchSize · AccumulationSteps</c>. The default value is 1.
    /// </summary>
    public int AccumulationSteps { get; set; } = 1;

    /// <summary>
    /// Passes over the images; null for a number that suits how many there are. Ignored if <see cref="TimeBudget"/> is set.
    /// </summary>
    public abstract int? Epochs { get; set; }

    /// <summary>
    /// Time that training may take; the schedule is planned from the measured speed to end then. The default value is null: no limit.
    /// </summary>
    public TimeSpan? TimeBudget { get; set; }

    /// <summary>Learning rate for an effective batch of 256; the rate used is this times effective batch / 256.</summary>
    public abstract double BaseLearningRate { get; set; }

    /// <summary>
    /// Share of all steps in which the learning rate rises linearly to its full value. The default value is 0.1; official: 40 of 300 epochs
    /// of pre-training, 5 of 100 epochs of fine-tuning.
    /// </summary>
    [Range(0.0, 0.3, 0.1)]
    public double WarmupFraction { get; set; } = 0.1;

    /// <summary>
    /// Decoupled weight decay of AdamW on all matrices, the patch convolution, and the norms that the official recipe lets decay: BatchNorm
    /// in pre-training, the last norm in fine-tuning. The default value is 0.05, as in the official recipe.
    /// </summary>
    [Range(0.001, 0.3, 0.05, true)]
    public double WeightDecay { get; set; } = 0.05;

    /// <summary>AdamW's second-moment decay.</summary>
    public abstract double Beta2 { get; set; }

    /// <summary>
    /// Largest norm of the gradient over all parameters; larger ones are scaled down. The default value is null: no clipping, as in the
    /// official recipe.
    /// </summary>
    public virtual double? GradientClipping { get; set; }

    /// <summary>
    /// Seed of everything random: initialization, data order, augmentations. The default value is null: taken from the MLContext's seed; if
    /// that has none, drawn.
    /// </summary>
    public int? Seed { get; set; }

    /// <summary>Where to train. The default value is <see cref="CmaeDevice.Auto"/>.</summary>
    public CmaeDevice Device { get; set; } = CmaeDevice.Auto;

    /// <summary>What matrices are multiplied in. The default value is <see cref="CmaePrecision.Auto"/>.</summary>
    public CmaePrecision Precision { get; set; } = CmaePrecision.Auto;

    /// <summary>Memory in bytes for decoded images; what does not fit is decoded again each time. The default value is 2 GiB.</summary>
    public long CacheBytes { get; set; } = 2L << 30;

    /// <summary>
    /// What to do with an image that cannot be read: an error, or leave it out of training, with a warning. A fine-tuned model does
    /// the same in scoring: an error, or missing values (NaN) as the image's scores. The default value is
    /// <see cref="CmaeBadImageHandling.Throw"/>.
    /// </summary>
    public CmaeBadImageHandling OnBadImage { get; set; } = CmaeBadImageHandling.Throw;

    /// <summary>
    /// Bytes that an image file may have; a larger one counts as an image that cannot be read, in training and in the scoring of the model that it
    /// gives. At most 2 GB. The default value is 256 MB.
    /// </summary>
    public long MaxImageFileBytes { get; set; } = ImageLimits.DefaultFileBytes;

    /// <summary>
    /// Pixels that an image may have; a larger one counts as an image that cannot be read, in training and in the scoring of the model that it gives.
    /// Scoring takes about 10 bytes of memory a pixel. At most 500 million. The default value is 120 million.
    /// </summary>
    public long MaxImagePixels { get; set; } = ImageLimits.DefaultPixels;

    /// <summary>What training does when it is canceled. The default value is <see cref="CmaeCancellationHandling.Throw"/>.</summary>
    public CmaeCancellationHandling OnCancellation { get; set; } = CmaeCancellationHandling.Throw;

    /// <summary>
    /// Cancels the training, as <c>MLContext.CancelExecution</c> does too. The default value is <see cref="CancellationToken.None"/>.
    /// </summary>
    [JsonIgnore]
    public CancellationToken CancellationToken { get; set; }

    // --- the run ---------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Folder of the run: <c>options.json</c>, the figures of every step as <c>metrics.jsonl</c> and as TensorBoard events, and training
    /// checkpoints under <c>checkpoints</c>; of pre-training also <c>views.png</c> (images and the two views of them) and, at the end,
    /// <c>reconstruction.png</c> (images as they are, masked, and reconstructed). Must be empty or new unless <see cref="Resume"/> is set.
    /// The default value is null: nothing is written.
    /// </summary>
    public string? RunDirectory { get; set; }

    /// <summary>
    /// Resumes the run in <see cref="RunDirectory"/> from its newest checkpoint; the result is bit-identical to an uninterrupted run. If
    /// there is no checkpoint, the run starts. A seed that neither the options nor the MLContext set is that of the resumed run. The
    /// default value is false.
    /// </summary>
    public bool Resume { get; set; }

    /// <summary>
    /// Epochs to add to the run in <see cref="RunDirectory"/> after it has ended, all together; needs <see cref="Resume"/>, and the other
    /// options as they were. Weights, moments and the order of the images go on where they were; the learning rate, which has come to its
    /// end, gets a warm-up and a cosine of its own over the added epochs; a <see cref="TimeBudget"/> no longer counts. The result is another
    /// one than that of a run that was planned with as many epochs from the start. The same number again resumes the added epochs or
    /// repeats their result; a higher one trains the difference. The default value is null: none.
    /// </summary>
    public int? MoreEpochs { get; set; }

    /// <summary>Time between two training checkpoints. The default value is 5 minutes.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Optimizer steps between two training checkpoints, in addition to <see cref="CheckpointInterval"/>. The default value is null: by time only.
    /// </summary>
    public int? CheckpointSteps { get; set; }

    /// <summary>How many of the newest training checkpoints are kept. The default value is 2.</summary>
    public int CheckpointsKept { get; set; } = 2;

    /// <summary>How large an image may be, by both options.</summary>
    internal ImageLimits ImageLimits => new(MaxImageFileBytes, MaxImagePixels);
}
