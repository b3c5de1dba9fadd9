using System.Text.Json.Serialization;
using Cmae.MLNet.Imaging;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet;

public sealed partial class CmaeFeaturizingEstimator
{
    /// <summary>Options of <see cref="CmaeFeaturizingEstimator"/>.</summary>
    /// <remarks>
    /// Copied when the estimator is made, <see cref="Pretraining"/> too, and never changed. Not thread-safe while written to.
    /// </remarks>
    public sealed class Options
    {
        /// <summary>Name of the column of features: a vector of Single of known size. The default value is "Features".</summary>
        public string OutputColumnName { get; set; } = "Features";

        /// <summary>
        /// Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images). The default value is null:
        /// <see cref="OutputColumnName"/>.
        /// </summary>
        public string? InputColumnName { get; set; }

        /// <summary>
        /// A trained encoder to reuse; <c>Fit</c> then trains nothing. The default value is null: <c>Fit</c> pre-trains one on the image
        /// column.
        /// </summary>
        [JsonIgnore]
        public CmaeEncoder? Encoder { get; set; }

        /// <summary>
        /// Which of the encoder's tokens become the features. The default value is <see cref="CmaeFeatureKind.MeanPatch"/>.
        /// </summary>
        [Choice([CmaeFeatureKind.MeanPatch, CmaeFeatureKind.MeanPatchGrid, CmaeFeatureKind.ClassToken], CmaeFeatureKind.MeanPatch)]
        public CmaeFeatureKind FeatureKind { get; set; } = CmaeFeatureKind.MeanPatch;

        /// <summary>How to pre-train; not used if <see cref="Encoder"/> is set. The default value is that of every option there.</summary>
        [NestOption]
        public CmaePretrainingOptions Pretraining { get; set; } = new();

        /// <summary>Images that are scored together when data is read. Does not change the features. The default value is 32.</summary>
        public int ScoringBatchSize { get; set; } = 32;

        /// <summary>
        /// Memory in bytes for the features of the rows of each data view that <c>Transform</c> returns: trainers that read the data many times,
        /// and AutoML, then compute features once. The rows that fit are kept as long as the view is. 0 keeps none. The default value is
        /// 256 MiB: 500,000 rows of 128 features.
        /// </summary>
        public long FeatureCacheBytes { get; set; } = 256L << 20;

        /// <summary>
        /// What computes the features when data is read. Holds for this scoring only: a saved model runs on ONNX Runtime. The default value
        /// is <see cref="CmaeScoringEngine.OnnxRuntime"/>.
        /// </summary>
        public CmaeScoringEngine Engine { get; set; } = CmaeScoringEngine.OnnxRuntime;

        /// <summary>
        /// What scoring does with an image that is missing or cannot be decoded: an error, or missing values (NaN) as its features, which
        /// ML.NET's trainers pass over. Holds for this scoring only, not in a saved model. The default value is null: as
        /// <see cref="Pretraining"/> says for its images, or, with an <see cref="Encoder"/>, <see cref="CmaeBadImageHandling.Throw"/>.
        /// </summary>
        public CmaeBadImageHandling? OnBadImage { get; set; }

        /// <summary>What scoring does with a bad image when null is resolved: the one policy of pre-training and scoring.</summary>
        internal CmaeBadImageHandling ScoringOnBadImage =>
            OnBadImage ?? (Encoder is null ? Pretraining.OnBadImage : CmaeBadImageHandling.Throw);

        /// <summary>
        /// Bytes that an image file may have when it is scored; a larger one counts as an image that cannot be read. Holds for this scoring only, not
        /// in a saved model. At most 2 GB. The default value is null: as <see cref="Pretraining"/> says for its images, or, with an
        /// <see cref="Encoder"/>, 256 MB.
        /// </summary>
        public long? MaxImageFileBytes { get; set; }

        /// <summary>
        /// Pixels that an image may have when it is scored; a larger one counts as an image that cannot be read. Scoring takes about 10 bytes of memory
        /// a pixel. Holds for this scoring only, not in a saved model. At most 500 million. The default value is null: as <see cref="Pretraining"/>
        /// says for its images, or, with an <see cref="Encoder"/>, 120 million.
        /// </summary>
        public long? MaxImagePixels { get; set; }

        /// <summary>How large an image may be in scoring when the nulls are resolved.</summary>
        internal ImageLimits ScoringLimits
        {
            get
            {
                ImageLimits otherwise = Encoder is null ? Pretraining.ImageLimits : ImageLimits.Default;
                return new(MaxImageFileBytes ?? otherwise.FileBytes, MaxImagePixels ?? otherwise.Pixels);
            }
        }

        internal string InputColumn => InputColumnName ?? OutputColumnName;

        internal Options Copy()
        {
            var copy = (Options)MemberwiseClone();
            copy.Pretraining = Pretraining?.Copy()!; // may be null beside an Encoder
            return copy;
        }
    }
}
