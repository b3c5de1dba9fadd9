using System.Text.Json.Serialization;
using Cmae.MLNet.Segmentation;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet;

public sealed partial class CmaeSegmentationTrainer
{
    /// <summary>
    /// Options of <see cref="CmaeSegmentationTrainer"/>. The defaults suit some hundred to some ten thousand images; those of size, batch and
    /// learning rate follow the size of the encoder.
    /// </summary>
    /// <remarks>Copied when the trainer is made, validated all together, and never changed. Not thread-safe while written to.</remarks>
    public sealed class Options : CmaeFineTuningOptions
    {
        private int? _imageSize, _batchSize;
        private double? _baseLearningRate;

        // --- columns -----------------------------------------------------------------------------------------------------------

        /// <summary>
        /// Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images). The default value is "ImagePath".
        /// </summary>
        public override string ImageColumnName { get; set; } = "ImagePath";

        /// <summary>
        /// Name of the column of masks: text (paths of PNG files, the only form that keeps palette indices) or MLImage. The default value is
        /// "MaskPath".
        /// </summary>
        public string MaskColumnName { get; set; } = "MaskPath";

        /// <summary>
        /// The classes in the order of the model's outputs, and how masks show them. The default value is null: those that came with the column of
        /// masks, as <c>LoadSegmentationFolder</c> reads them from classes.csv.
        /// </summary>
        public IReadOnlyList<CmaeSegmentationClass>? Classes { get; set; }

        /// <summary>
        /// Name of the column of label maps, a vector of Byte of [S, S], S being the image size: the class of every place, stretched over the whole
        /// image whatever its shape. The default value is "LabelMap".
        /// </summary>
        public string LabelMapColumnName { get; set; } = "LabelMap";

        /// <summary>
        /// Name of the column of class shares, a vector of Single with the share of the image that each class covers, 0 to 1; its slots have
        /// the names of the classes. The default value is "ClassShares".
        /// </summary>
        public string ClassSharesColumnName { get; set; } = "ClassShares";

        /// <summary>
        /// Name of a column of label maps in the colors of the classes, an MLImage of S x S pixels. The default value is null: there is none.
        /// </summary>
        public string? MaskImageColumnName { get; set; }

        /// <summary>
        /// Name of a column of probabilities, a vector of Single of [K, S, S], which takes 4 · K · S² bytes a row. The default value is null:
        /// there is none.
        /// </summary>
        public string? ProbabilitiesColumnName { get; set; }

        /// <summary>Images that are scored together when data is read. Does not change the results. The default value is 8.</summary>
        public int ScoringBatchSize { get; set; } = 8;

        // --- model -------------------------------------------------------------------------------------------------------------

        /// <summary>
        /// Side of the square that images are scaled into, in pixels, whatever side the encoder was trained on: a multiple of the patch size and, for
        /// patches of 4 to 32, of 32. The default value is 320, 512 for encoders as wide as Base, rounded up to such a multiple.
        /// </summary>
        public override int ImageSize
        {
            get => _imageSize
                ?? SegmentationDefaults.ImageSize(Size, InitializeFrom?.PatchSize ?? SegmentationDefaults.PatchSize(PatchSize));
            set => _imageSize = value;
        }

        /// <summary>
        /// What makes classes of the patch tokens. The default value is <see cref="CmaeSegmentationHead.Pyramid"/>. With
        /// <see cref="CmaeFreeze.Encoder"/> the head is always linear.
        /// </summary>
        [Choice([CmaeSegmentationHead.Pyramid, CmaeSegmentationHead.Linear], CmaeSegmentationHead.Pyramid)]
        public CmaeSegmentationHead Head { get; set; } = CmaeSegmentationHead.Pyramid;

        // --- augmentation ------------------------------------------------------------------------------------------------------

        /// <summary>Whether images are mirrored at random; not for text and the like. The default value is true.</summary>
        [BooleanChoice(true)]
        public bool HorizontalFlip { get; set; } = true;

        /// <summary>
        /// Whether images are turned and mirrored in one of the eight ways of a square: for pictures without an up, such as aerial images and
        /// microscopy. The default value is false.
        /// </summary>
        [BooleanChoice(false)]
        public bool Rotations { get; set; }

        /// <summary>
        /// Whether brightness, contrast, saturation and hue of half of the images are changed a little. The default value is true.
        /// </summary>
        [BooleanChoice(true)]
        public bool ColorJitter { get; set; } = true;

        // --- loss and optimization ---------------------------------------------------------------------------------------------

        /// <summary>Factor on the Dice loss beside the cross entropy; 0 for cross entropy alone. The default value is 1.</summary>
        [Range(0.0, 3.0, 1.0)]
        public double DiceWeight { get; set; } = 1;

        /// <summary>
        /// How much the pixels of each class count in the cross entropy. <see cref="CmaeClassWeighting.Balanced"/> weighs them by the square root of
        /// median frequency / frequency, between 0.25 and 4. The default value is <see cref="CmaeClassWeighting.None"/>.
        /// </summary>
        [Choice([CmaeClassWeighting.None, CmaeClassWeighting.Balanced], CmaeClassWeighting.None)]
        public CmaeClassWeighting ClassWeighting { get; set; } = CmaeClassWeighting.None;

        /// <summary>Images of a micro-batch: what goes through the model at once. The default value is 16, 8 for encoders as wide as Base.</summary>
        [Choice([8, 16, 32], 16)]
        public override int BatchSize
        {
            get => _batchSize ?? SegmentationDefaults.BatchSize(Size);
            set => _batchSize = value;
        }

        /// <summary>
        /// Passes over the images. The default value is null: enough for about 20,000 images seen, at least 30 and at most 300 epochs; 100 if the
        /// encoder is frozen. Ignored if <see cref="CmaeTrainingOptions.TimeBudget"/> is set.
        /// </summary>
        public override int? Epochs { get; set; }

        /// <summary>
        /// Learning rate of the head for an effective batch of 256; the rate used is this times effective batch / 256. The default value is
        /// 8e-3, which is 5e-4 for a batch of 16; 1.6e-3 for encoders as wide as Base; 1.6e-2 if the encoder is frozen.
        /// </summary>
        [Range(1e-3, 4e-2, 8e-3, true)]
        public override double BaseLearningRate
        {
            get => _baseLearningRate ?? SegmentationDefaults.BaseLearningRate(Size, Freeze.IsLinearProbe);
            set => _baseLearningRate = value;
        }

        /// <summary>
        /// Largest norm of the gradient over all parameters; larger ones are scaled down. Null for no clipping. The default value is 1.
        /// </summary>
        public override double? GradientClipping { get; set; } = 1;

        /// <summary>
        /// Decay, per step, of an exponential moving average of the weights, which is what is validated and returned; slower at first, as
        /// (1 + step) / (10 + step). Null for the weights themselves. The default value is 0.998.
        /// </summary>
        public override double? WeightAveraging { get; set; } = 0.998;

        /// <summary>Called after every epoch, on the training thread. The default value is null.</summary>
        [JsonIgnore]
        public Action<CmaeSegmentationEpoch>? EpochCompleted { get; set; }

        internal Options Copy()
        {
            var copy = (Options)MemberwiseClone();
            copy.Classes = Classes is null ? null : [.. Classes];
            return copy;
        }

        // Validation says so if there is neither.
        private CmaeArchitecture Size => InitializeFrom?.Architecture ?? Architecture ?? CmaeArchitecture.Tiny;
    }
}
