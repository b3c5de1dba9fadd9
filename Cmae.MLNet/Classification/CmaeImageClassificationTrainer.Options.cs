using System.Text.Json.Serialization;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet;

public sealed partial class CmaeImageClassificationTrainer
{
    /// <summary>
    /// Options of <see cref="CmaeImageClassificationTrainer"/>. The defaults suit hundreds to tens of thousands of images;
    /// <see cref="Official"/> has the values of the official ImageNet recipe.
    /// </summary>
    /// <remarks>Copied when the trainer is made, validated all together, and never changed. Not thread-safe while written to.</remarks>
    public sealed class Options : CmaeFineTuningOptions
    {
        // --- columns -----------------------------------------------------------------------------------------------------------

        /// <summary>Name of the column of labels: a key, as <c>MapValueToKey</c> makes it. The default value is "Label".</summary>
        public string LabelColumnName { get; set; } = "Label";

        /// <summary>
        /// Name of the column of probabilities, a vector of Single with one for each class. The default value is "Score".
        /// </summary>
        public string ScoreColumnName { get; set; } = "Score";

        /// <summary>Name of the column of the predicted label, a key. The default value is "PredictedLabel".</summary>
        public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

        // --- validation and scoring --------------------------------------------------------------------------------------------

        /// <summary>
        /// Pixels of an image's short edge before its center is cropped, in evaluation and scoring; at least the image size. The default
        /// value is null: as the encoder's preprocessing says; official: 256 for 224.
        /// </summary>
        public int? EvaluationResizeSize { get; set; }

        /// <summary>
        /// Whether a temperature is fitted on the validation images, so that probabilities mean what they say; predicted labels stay the
        /// same. The default value is false.
        /// </summary>
        public bool Calibrate { get; set; }

        /// <summary>
        /// Whether scoring averages the logits of an image and its mirror image: twice the work for a little accuracy. The default value is
        /// false.
        /// </summary>
        public bool TestTimeFlip { get; set; }

        /// <summary>Images that are scored together when data is read. Does not change the scores. The default value is 32.</summary>
        public int ScoringBatchSize { get; set; } = 32;

        // --- augmentation ------------------------------------------------------------------------------------------------------

        /// <summary>
        /// Smallest share of the image's area that the random resized crop takes. The default value is 0.25; official: 0.08.
        /// </summary>
        [Range(0.08, 1.0, 0.25)]
        public double MinimumCropArea { get; set; } = 0.25;

        /// <summary>
        /// Whether images are mirrored at random; not for text, digits and the like. The default value is true, as in the official recipe.
        /// </summary>
        [BooleanChoice(true)]
        public bool HorizontalFlip { get; set; } = true;

        /// <summary>
        /// Whether two of fifteen operations (rotation, shear, color, ...) change an image at random, each with probability 0.5
        /// (RandAugment, as in the official recipe). The default value is true.
        /// </summary>
        [BooleanChoice(true)]
        public bool RandomAugmentation { get; set; } = true;

        /// <summary>
        /// Probability that a random box of an image is filled with noise. The default value is 0.25, as in the official recipe.
        /// </summary>
        [Range(0.0, 0.5, 0.25)]
        public double RandomErasingProbability { get; set; } = 0.25;

        /// <summary>
        /// Share of the batches whose images are mixed with one another, by mixup or by CutMix, each half of the time if both are on. The
        /// default value is 0.5; official: 1.
        /// </summary>
        [Range(0.0, 1.0, 0.5)]
        public double MixProbability { get; set; } = 0.5;

        /// <summary>
        /// Both parameters of the beta distribution that mixup's weight is drawn from; 0 turns mixup off. The default value is 0.8, as in the
        /// official recipe.
        /// </summary>
        public double MixupAlpha { get; set; } = 0.8;

        /// <summary>
        /// Both parameters of the beta distribution that CutMix's area is drawn from; 0 turns CutMix off. The default value is 1, as in the
        /// official recipe.
        /// </summary>
        public double CutMixAlpha { get; set; } = 1;

        // --- loss and optimization ---------------------------------------------------------------------------------------------

        /// <summary>Share of every label that is spread over all classes. The default value is 0.1, as in the official recipe.</summary>
        [Range(0.0, 0.3, 0.1)]
        public double LabelSmoothing { get; set; } = 0.1;

        /// <summary>How much each class counts. The default value is <see cref="CmaeClassWeighting.None"/>.</summary>
        [Choice([CmaeClassWeighting.None, CmaeClassWeighting.Balanced], CmaeClassWeighting.None)]
        public CmaeClassWeighting ClassWeighting { get; set; } = CmaeClassWeighting.None;

        /// <summary>Images of a micro-batch: what goes through the model at once. The default value is 64; official: 128.</summary>
        [Choice([32, 64, 128], 64)]
        public override int BatchSize { get; set; } = 64;

        /// <summary>
        /// Passes over the images. The default value is null: enough for about 100,000 images seen, at least 20 and at most 100 epochs; 100
        /// if the encoder is frozen. Ignored if <see cref="CmaeTrainingOptions.TimeBudget"/> is set. Official: 100.
        /// </summary>
        public override int? Epochs { get; set; }

        /// <summary>
        /// Learning rate of the head for an effective batch of 256; the rate used is this times effective batch / 256. The default value is
        /// 4e-3, which is 1e-3 for a batch of 64; official: 5e-4 for a batch of 1024.
        /// </summary>
        [Range(2e-4, 2e-2, 4e-3, true)]
        public override double BaseLearningRate { get; set; } = 4e-3;

        /// <summary>Called after every epoch, on the training thread. The default value is null.</summary>
        [JsonIgnore]
        public Action<CmaeImageClassificationEpoch>? EpochCompleted { get; set; }

        /// <summary>
        /// The official ImageNet recipe: ViT-B/16 at 224 pixels, 100 epochs, effective batch 1024 (as 8 micro-batches of 128).
        /// </summary>
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
