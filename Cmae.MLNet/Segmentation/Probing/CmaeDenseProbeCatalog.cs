using Cmae.MLNet;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Segmentation;

namespace Microsoft.ML;

/// <summary>Evaluation of an encoder's patch tokens.</summary>
public static class CmaeDenseProbeCatalog
{
    /// <summary>
    /// Measures what pre-training is worth for segmentation: the encoder stays frozen, and its patch tokens are classified by a linear layer and
    /// by their nearest neighbors. Whole images are scaled into the square; no augmentation but mirroring, for the linear layer.
    /// </summary>
    /// <remarks>The tokens of all train images are held in memory: 4 bytes x width x patches an image. Needs libtorch.</remarks>
    /// <param name="catalog">Multiclass classification of an <see cref="MLContext"/>; its log, its seed and its cancellation are used.</param>
    /// <param name="encoder">The encoder; its positions are resampled to the image size of the probe.</param>
    /// <param name="train">Images and masks to learn from.</param>
    /// <param name="test">Images and masks to measure on.</param>
    /// <param name="maskColumnName">Name of the column of masks. The default value is "MaskPath".</param>
    /// <param name="imageColumnName">Name of the column of images. The default value is "ImagePath".</param>
    /// <param name="options">The default value is null: the defaults of <see cref="CmaeDenseProbeOptions"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a column is missing or of another type.</exception>
    /// <exception cref="InvalidDataException">An image or mask is damaged or missing, or does not fit the other.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static CmaeDenseProbeMetrics EvaluateCmaeDenseProbe(
        this MulticlassClassificationCatalog catalog,
        CmaeEncoder encoder,
        IDataView train,
        IDataView test,
        string maskColumnName = "MaskPath",
        string imageColumnName = "ImagePath",
        CmaeDenseProbeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        options ??= new();
        options.Validate();
        var training = new CmaeSegmentationTrainer.Options
        {
            Classes = options.Classes,
            MaskColumnName = maskColumnName,
            ImageColumnName = imageColumnName,
            InitializeFrom = encoder,
            ValidationSet = test,
            Freeze = CmaeFreeze.Encoder,
            Epochs = options.Epochs,
            WeightDecay = 0.01,
            WeightAveraging = null,
            DiceWeight = 0,
            Seed = options.Seed,
            Device = options.Device,
            CancellationToken = options.CancellationToken,
        };
        if (options.ImageSize is { } size)
            training.ImageSize = size;
        SegmentationOptionsValidation.Validate(training);
        return DenseProbe.Run(MLContextInternals.EnvironmentOf(catalog), train, training, options);
    }
}
