using Microsoft.ML;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet;

public sealed partial class CmaeImageClassificationTrainer
{
    /// <summary>
    /// Options of <see cref="CmaeImageClassificationTrainer"/>. The defaults suit some hundred to some ten thousand images;
    /// <see cref="Official"/> has the values of the official ImageNet recipe.
    /// </summary>
    /// <remarks>Copied when the trainer is made, validated all together, and never changed. Not thread-safe while written to.</remarks>
    public sealed class Options
    {
        // --- columns -----------------------------------------------------------------------------------------------------------

        /// <summary>Name of the column of labels: a key, as <c>MapValueToKey</c> makes it. The default value is "Label".</summary>
        public string LabelColumnName { get; set; } = "Label";

        /// <summary>Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images). The default value is "Image".</summary>
        public string ImageColumnName { get; set; } = "Image";

        /// <summary>Name of the column of probabilities, a vector of Single with one for each class. The default value is "Score".</summary>
        public string ScoreColumnName { get; set; } = "Score";

        /// <summary>Name of the column of the predicted label, a key. The default value is "PredictedLabel".</summary>
        public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

        // --- the encoder -------------------------------------------------------------------------------------------------------

        /// <summary>The encoder to start from. The default value is null: random weights, of the sizes that the next three options say.</summary>
        public CmaeEncoder? Encoder { get; set; }

        /// <summary>Size of the encoder where <see cref="Encoder"/> is null. The default value is <see cref="CmaeArchitecture.Tiny"/>.</summary>
        public CmaeArchitecture Architecture { get; set; } = CmaeArchitecture.Tiny;

        /// <summary>Side of the square input image in pixels where <see cref="Encoder"/> is null. The default value is 64.</summary>
        public int ImageSize { get; set; } = 64;

        /// <summary>Side of a patch in pixels where <see cref="Encoder"/> is null. The default value is null: as <see cref="CmaePretrainingOptions.PatchSize"/> says.</summary>
        public int? PatchSize { get; set; }

        /// <summary>Pixels of an image's short edge before its center is cropped, in evaluation and scoring; at least the image size. The default value is null: as the encoder's preprocessing says; official: 256 for 224.</summary>
        public int? EvaluationResizeSize { get; set; }

        /// <summary>Which part of the encoder keeps its weights. The default value is <see cref="CmaeFreeze.Nothing"/>.</summary>
        public CmaeFreeze Freeze { get; set; } = CmaeFreeze.Nothing;

        // --- validation --------------------------------------------------------------------------------------------------------

        /// <summary>Images to validate on after every epoch, with the columns of the training data. The default value is null: a part of the training data, see <see cref="ValidationFraction"/>.</summary>
        public IDataView? ValidationSet { get; set; }

        /// <summary>Share of the training images, of every class alike, that is held out for validation where <see cref="ValidationSet"/> is null; 0 is none. The default value is 0.1.</summary>
        public double ValidationFraction { get; set; } = 0.1;

        /// <summary>Epochs without a better validation accuracy after which training stops. The default value is null: it never stops early. The weights of the best epoch are returned either way.</summary>
        public int? Patience { get; set; }

        /// <summary>Whether a temperature is fitted on the validation images, so that probabilities mean what they say; predicted labels stay the same. The default value is false.</summary>
        public bool Calibrate { get; set; }

        // --- augmentation ------------------------------------------------------------------------------------------------------

        /// <summary>Smallest share of the image's area that the random resized crop takes. The default value is 0.25; official: 0.08.</summary>
        [Range(0.08, 1.0)]
        public double MinimumCropArea { get; set; } = 0.25;

        /// <summary>Whether images are mirrored at random; not for text, digits and the like. The default value is true, as in the official recipe.</summary>
        [BooleanChoice]
        public bool HorizontalFlip { get; set; } = true;

        /// <summary>Whether two of fifteen operations (rotation, shear, color, ...) change an image at random, each with probability 0.5 (RandAugment, as in the official recipe). The default value is true.</summary>
        [BooleanChoice]
        public bool RandomAugmentation { get; set; } = true;

        /// <summary>Probability that a random box of an image is filled with noise. The default value is 0.25, as in the official recipe.</summary>
        [Range(0.0, 0.5)]
        public double RandomErasingProbability { get; set; } = 0.25;

        /// <summary>Share of the batches whose images are mixed with one another, by mixup or by CutMix, each half of the time where both are on. The default value is 0.5; official: 1.</summary>
        [Range(0.0, 1.0)]
        public double MixProbability { get; set; } = 0.5;

        /// <summary>Both parameters of the beta distribution that mixup's weight is drawn from; 0 is no mixup. The default value is 0.8, as in the official recipe.</summary>
        public double MixupAlpha { get; set; } = 0.8;

        /// <summary>Both parameters of the beta distribution that CutMix's area is drawn from; 0 is no CutMix. The default value is 1, as in the official recipe.</summary>
        public double CutMixAlpha { get; set; } = 1;

        // --- loss and regularization -------------------------------------------------------------------------------------------

        /// <summary>Share of every label that is spread over all classes. The default value is 0.1, as in the official recipe.</summary>
        [Range(0.0, 0.3)]
        public double LabelSmoothing { get; set; } = 0.1;

        /// <summary>Rate of stochastic depth at the last block, rising linearly from 0 at the first. The default value is 0.1, as in the official recipe.</summary>
        [Range(0.0, 0.3)]
        public double DropPath { get; set; } = 0.1;

        /// <summary>How much each class counts. The default value is <see cref="CmaeClassWeighting.None"/>.</summary>
        [Choice(CmaeClassWeighting.None, CmaeClassWeighting.Balanced)]
        public CmaeClassWeighting ClassWeighting { get; set; } = CmaeClassWeighting.None;

        // --- optimization ------------------------------------------------------------------------------------------------------

        /// <summary>Images of a micro-batch: what goes through the model at once. The default value is 64; official: 128.</summary>
        [Choice(32, 64, 128)]
        public int BatchSize { get; set; } = 64;

        /// <summary>Micro-batches whose gradients are averaged before each optimizer step. The default value is 1; official: 8 (as 8 GPUs).</summary>
        public int AccumulationSteps { get; set; } = 1;

        /// <summary>Passes over the images. The default value is null: enough for about 100,000 images seen, at least 20 and at most 100 epochs; 100 where the encoder is frozen. Ignored where <see cref="TimeBudget"/> is set. Official: 100.</summary>
        public int? Epochs { get; set; }

        /// <summary>Time that training may take; the schedule is planned from the measured speed to end then. The default value is null: no limit.</summary>
        public TimeSpan? TimeBudget { get; set; }

        /// <summary>Learning rate of the head for an effective batch of 256; the rate used is this times effective batch / 256. The default value is 4e-3, which is 1e-3 for a batch of 64; official: 5e-4 for a batch of 1024.</summary>
        [Range(2e-4, 2e-2, 4e-3, true)]
        public double BaseLearningRate { get; set; } = 4e-3;

        /// <summary>Learning rate that the cosine ends at, the same for every layer. The default value is 1e-6, as in the official recipe.</summary>
        public double MinimumLearningRate { get; set; } = 1e-6;

        /// <summary>Share of all steps in which the learning rate rises linearly to its full value. The default value is 0.1; official: 5 of 100 epochs.</summary>
        [Range(0.0, 0.3)]
        public double WarmupFraction { get; set; } = 0.1;

        /// <summary>Factor on the learning rate from each layer to the one below, so that the first layers change least. The default value is null: 0.75 where <see cref="Encoder"/> is set, 1 (all alike) from random weights. Official: 0.65.</summary>
        [Range(0.5, 1.0)]
        public double? LayerDecay { get; set; }

        /// <summary>Decoupled weight decay of AdamW on matrices, the patch convolution and the last norm's weight. The default value is 0.05, as in the official recipe.</summary>
        [Range(0.001, 0.3, 0.05, true)]
        public double WeightDecay { get; set; } = 0.05;

        /// <summary>AdamW's first-moment decay. The default value is 0.9.</summary>
        public double Beta1 { get; set; } = 0.9;

        /// <summary>AdamW's second-moment decay. The default value is 0.999.</summary>
        public double Beta2 { get; set; } = 0.999;

        /// <summary>Largest norm of the gradient over all parameters; larger ones are scaled down. The default value is null: no clipping, as in the official recipe.</summary>
        public double? GradientClipping { get; set; }

        /// <summary>
        /// Decay, per step, of an exponential moving average of the weights, which is what is validated and returned; slower at first, as
        /// (1 + step) / (10 + step). The default value is null: the weights themselves, as in the official recipe.
        /// </summary>
        [Range(0.99, 0.9999)]
        public double? WeightAveraging { get; set; }

        // --- the run -----------------------------------------------------------------------------------------------------------

        /// <summary>Seed of initialization, validation split, data order and augmentations. The default value is null: taken from the MLContext's seed.</summary>
        public int? Seed { get; set; }

        /// <summary>Where to train. The default value is <see cref="CmaeDevice.Auto"/>.</summary>
        public CmaeDevice Device { get; set; } = CmaeDevice.Auto;

        /// <summary>What matrices are multiplied in. The default value is <see cref="CmaePrecision.Auto"/>; a linear probe's features are always computed in fp32.</summary>
        public CmaePrecision Precision { get; set; } = CmaePrecision.Auto;

        /// <summary>Memory in bytes for decoded images; what does not fit is decoded again each time. The default value is 2 GiB.</summary>
        public long CacheBytes { get; set; } = 2L << 30;

        /// <summary>
        /// What to do with an image that cannot be read: an error, or, with a warning, leave it out of the training; in scoring, missing
        /// values (NaN) as its scores. The default value is <see cref="CmaeBadImageHandling.Throw"/>.
        /// </summary>
        public CmaeBadImageHandling OnBadImage { get; set; } = CmaeBadImageHandling.Throw;

        /// <summary>What a canceled training does. The default value is <see cref="CmaeCancellationHandling.Throw"/>.</summary>
        public CmaeCancellationHandling OnCancellation { get; set; } = CmaeCancellationHandling.Throw;

        /// <summary>Cancels the training, beside <c>MLContext.CancelExecution</c>. The default value is <see cref="CancellationToken.None"/>.</summary>
        public CancellationToken CancellationToken { get; set; }

        /// <summary>Called after every epoch, on the training thread. The default value is null.</summary>
        public Action<CmaeFineTuningEpoch>? MetricsCallback { get; set; }

        // --- scoring -----------------------------------------------------------------------------------------------------------

        /// <summary>Whether scoring averages the logits of an image and its mirror image: twice the work for a little accuracy. The default value is false.</summary>
        public bool TestTimeFlip { get; set; }

        /// <summary>Images that are scored together when data is read. Does not change the scores. The default value is 32.</summary>
        public int ScoringBatchSize { get; set; } = 32;

        /// <summary>The official ImageNet recipe: ViT-B/16 at 224 pixels, 100 epochs, effective batch 1024 (as 8 micro-batches of 128).</summary>
        /// <remarks>Base learning rate of encoders pre-trained for 300 epochs; for 1600 epochs the official one is 2.5e-4.</remarks>
        public static Options Official() => new()
        {
            Architecture = CmaeArchitecture.Base,
            ImageSize = 224,
            PatchSize = 16,
            EvaluationResizeSize = 256,
            ValidationFraction = 0,
            MinimumCropArea = 0.08,
            MixProbability = 1,
            BatchSize = 128,
            AccumulationSteps = 8,
            Epochs = 100,
            BaseLearningRate = 5e-4,
            WarmupFraction = 0.05,
            LayerDecay = 0.65,
        };

        internal Options Copy() => (Options)MemberwiseClone();
    }
}
