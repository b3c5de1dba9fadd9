using Cmae.MLNet;
using Cmae.MLNet.Runtime;

namespace Microsoft.ML;

/// <summary>CMAE components for an <see cref="MLContext"/>.</summary>
public static class CmaeCatalog
{
    /// <summary>
    /// Pre-trains a CMAE encoder on a column of images inside <c>Fit</c>, without labels, and turns the images into features.
    /// </summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>; its seed and its log are used.</param>
    /// <param name="outputColumnName">Name of the column of features: a vector of Single.</param>
    /// <param name="inputColumnName">
    /// Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images); null for the output column's name.
    /// </param>
    /// <param name="architecture">Size of the encoder.</param>
    /// <param name="imageSize">Side of the square images that the encoder sees, in pixels. The default value is 64.</param>
    /// <param name="kind">
    /// Which of the encoder's tokens become the features. The default value is <see cref="CmaeFeatureKind.MeanPatch"/>.
    /// </param>
    /// <param name="timeBudget">
    /// Time that pre-training may take; the schedule is planned from the measured speed to end then. The default value is null: as many
    /// epochs as suit the number of images, which can take hours.
    /// </param>
    /// <exception cref="ArgumentException">Arguments are not valid; all of them are listed.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
    ///     .Append(ml.Transforms.LoadImages("Image", "", "ImagePath"))
    ///     .Append(ml.Transforms.CmaeFeaturize("Features", "Image", CmaeArchitecture.Micro, timeBudget: TimeSpan.FromMinutes(20)))
    ///     .Append(ml.MulticlassClassification.Trainers.CmaeLinear());
    /// ITransformer model = pipeline.Fit(ml.Data.LoadImageFolder("photos"));
    /// </code>
    /// </example>
    public static CmaeFeaturizingEstimator CmaeFeaturize(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        CmaeArchitecture architecture,
        int imageSize = 64,
        CmaeFeatureKind kind = CmaeFeatureKind.MeanPatch,
        TimeSpan? timeBudget = null) =>
        catalog.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            FeatureKind = kind,
            Pretraining = new CmaePretrainingOptions { Architecture = architecture, ImageSize = imageSize, TimeBudget = timeBudget },
        });

    /// <summary>Turns a column of images into features by a trained encoder; <c>Fit</c> trains nothing.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">Name of the column of features: a vector of Single.</param>
    /// <param name="inputColumnName">
    /// Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images); null for the output column's name.
    /// </param>
    /// <param name="encoder">The encoder, for example from <see cref="CmaeEncoder.Load(string)"/>.</param>
    /// <param name="kind">
    /// Which of the encoder's tokens become the features. The default value is <see cref="CmaeFeatureKind.MeanPatch"/>.
    /// </param>
    /// <example>
    /// <code>
    /// var encoder = CmaeEncoder.Load("encoder.safetensors");
    /// IDataView features = ml.Transforms.CmaeFeaturize("Features", "ImagePath", encoder).Fit(photos).Transform(photos);
    /// </code>
    /// </example>
    public static CmaeFeaturizingEstimator CmaeFeaturize(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        CmaeEncoder encoder,
        CmaeFeatureKind kind = CmaeFeatureKind.MeanPatch)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return catalog.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Encoder = encoder,
            FeatureKind = kind,
        });
    }

    /// <summary>Turns a column of images into features by a CMAE encoder, with all options.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>; its seed and its log are used.</param>
    /// <param name="options">All options; they are copied.</param>
    /// <exception cref="ArgumentException">Options are not valid; all of them are listed.</exception>
    public static CmaeFeaturizingEstimator CmaeFeaturize(this TransformsCatalog catalog, CmaeFeaturizingEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new CmaeFeaturizingEstimator(MLContextInternals.EnvironmentOf(catalog), options);
    }

    /// <summary>
    /// Fine-tunes a CMAE encoder into an image classifier, with the defaults of <see cref="CmaeImageClassificationTrainer.Options"/>.
    /// </summary>
    /// <param name="catalog">The trainers of an <see cref="MLContext"/>; its seed and its log are used.</param>
    /// <param name="labelColumnName">
    /// Name of the column of labels: a key, as <c>MapValueToKey</c> makes it. The default value is "Label".
    /// </param>
    /// <param name="imageColumnName">
    /// Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images). The default value is "Image".
    /// </param>
    /// <param name="scoreColumnName">
    /// Name of the column of probabilities, a vector of Single with one for each class. The default value is "Score".
    /// </param>
    /// <param name="predictedLabelColumnName">
    /// Name of the column of the predicted label, a key. The default value is "PredictedLabel".
    /// </param>
    /// <param name="initializeFrom">
    /// The encoder whose weights training starts from, for example from <see cref="CmaeEncoder.Load(string)"/>. The default value is null:
    /// random weights.
    /// </param>
    /// <param name="validationSet">
    /// Images to validate on after every epoch, with the columns of the training data. The default value is null: a tenth of the training
    /// images.
    /// </param>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
    ///     .Append(ml.MulticlassClassification.Trainers.CmaeImageClassification(imageColumnName: "ImagePath", initializeFrom: encoder))
    ///     .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
    /// ITransformer model = pipeline.Fit(ml.Data.LoadImageFolder("photos"));
    /// </code>
    /// </example>
    public static CmaeImageClassificationTrainer CmaeImageClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string imageColumnName = "Image",
        string scoreColumnName = "Score",
        string predictedLabelColumnName = "PredictedLabel",
        CmaeEncoder? initializeFrom = null,
        IDataView? validationSet = null) =>
        catalog.CmaeImageClassification(new CmaeImageClassificationTrainer.Options
        {
            LabelColumnName = labelColumnName,
            ImageColumnName = imageColumnName,
            ScoreColumnName = scoreColumnName,
            PredictedLabelColumnName = predictedLabelColumnName,
            InitializeFrom = initializeFrom,
            ValidationSet = validationSet,
        });

    /// <summary>Fine-tunes a CMAE encoder into an image classifier, with all options.</summary>
    /// <param name="catalog">The trainers of an <see cref="MLContext"/>; its seed and its log are used.</param>
    /// <param name="options">All options; they are copied.</param>
    /// <exception cref="ArgumentException">Options are not valid; all of them are listed.</exception>
    public static CmaeImageClassificationTrainer CmaeImageClassification(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, CmaeImageClassificationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new CmaeImageClassificationTrainer(MLContextInternals.EnvironmentOf(catalog), options);
    }

    /// <summary>
    /// Fine-tunes a CMAE encoder into a model that gives every pixel a class, with the defaults of
    /// <see cref="CmaeSegmentationTrainer.Options"/>.
    /// </summary>
    /// <param name="catalog">The trainers of an <see cref="MLContext"/>; its seed and its log are used.</param>
    /// <param name="maskColumnName">
    /// Name of the column of masks: text (paths of PNG files) or MLImage, of the sizes of their images. The default value is "MaskPath".
    /// </param>
    /// <param name="imageColumnName">
    /// Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images). The default value is "ImagePath".
    /// </param>
    /// <param name="encoder">
    /// The encoder whose weights training starts from, for example from <see cref="CmaeEncoder.Load(string)"/>; its positions are resampled to the
    /// image size of the segmentation. The default value is null: random weights.
    /// </param>
    /// <param name="validationSet">
    /// Images and masks to validate on after every epoch, with the columns of the training data. The default value is null: a tenth of the
    /// training images.
    /// </param>
    /// <returns>
    /// A trainer whose model adds LabelMap, a vector of Byte with the class of every place, and ClassShares, a vector of Single with the share
    /// of every class.
    /// </returns>
    public static CmaeSegmentationTrainer CmaeSegmentation(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string maskColumnName = "MaskPath",
        string imageColumnName = "ImagePath",
        CmaeEncoder? encoder = null,
        IDataView? validationSet = null) =>
        catalog.CmaeSegmentation(new CmaeSegmentationTrainer.Options
        {
            MaskColumnName = maskColumnName,
            ImageColumnName = imageColumnName,
            InitializeFrom = encoder,
            ValidationSet = validationSet,
        });

    /// <summary>Fine-tunes a CMAE encoder into a model that gives every pixel a class, with all options.</summary>
    /// <param name="catalog">The trainers of an <see cref="MLContext"/>; its seed and its log are used.</param>
    /// <param name="options">All options; they are copied.</param>
    /// <exception cref="ArgumentException">Options are not valid; all of them are listed.</exception>
    public static CmaeSegmentationTrainer CmaeSegmentation(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, CmaeSegmentationTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new CmaeSegmentationTrainer(MLContextInternals.EnvironmentOf(catalog), options);
    }

    /// <summary>
    /// Trains a linear classifier on features, the one that this library measures features with: standardized features, maximum entropy by
    /// L-BFGS, the L2 weight chosen on validation rows. ML.NET's own LbfgsMaximumEntropy, with its defaults, does much worse on features such as
    /// an encoder's.
    /// </summary>
    /// <param name="catalog">The trainers of an <see cref="MLContext"/>; its seed, its log and its cancellation are used.</param>
    /// <param name="labelColumnName">
    /// Name of the column of labels: a key, as <c>MapValueToKey</c> makes it. The default value is "Label".
    /// </param>
    /// <param name="featureColumnName">
    /// Name of the column of features: a vector of Single of known size. The default value is "Features".
    /// </param>
    /// <param name="options">
    /// L2 weights and validation; they are copied. The default value is null: 0.1, 1, 10 and 100, the best on a fifth of the rows.
    /// </param>
    /// <returns>A trainer whose model adds PredictedLabel, a key, and Score, the probabilities; it is made of stock transformers.</returns>
    /// <exception cref="ArgumentException">Options are not valid; all of them are listed.</exception>
    public static CmaeLinearTrainer CmaeLinear(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        CmaeLinearProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new CmaeLinearTrainer(catalog, labelColumnName, featureColumnName, options ?? new());
    }
}
