using System.Text.Json.Serialization;
using Microsoft.ML;
using Microsoft.ML.SearchSpace;

namespace Cmae.MLNet;

/// <summary>Options of every trainer that fine-tunes an encoder, whatever the task.</summary>
/// <remarks><inheritdoc/></remarks>
public abstract class CmaeFineTuningOptions : CmaeTrainingOptions
{
    private protected CmaeFineTuningOptions()
    {
    }

    // --- images and encoder ----------------------------------------------------------------------------------------------------

    /// <summary>
    /// Name of the column of images (MLImage, text with paths, or vector of Byte with encoded images). The default value is "Image".
    /// </summary>
    public virtual string ImageColumnName { get; set; } = "Image";

    /// <summary>
    /// The encoder whose weights training starts from. The default value is null: random weights, of the sizes that the next three options
    /// give.
    /// </summary>
    [JsonIgnore]
    public CmaeEncoder? InitializeFrom { get; set; }

    /// <summary>
    /// Size of the encoder if <see cref="InitializeFrom"/> is null. The default value is <see cref="CmaeArchitecture.Micro"/>.
    /// </summary>
    public CmaeArchitecture Architecture { get; set; } = CmaeArchitecture.Micro;

    /// <summary>Side of the square input image in pixels if <see cref="InitializeFrom"/> is null. The default value is 64.</summary>
    public virtual int ImageSize { get; set; } = 64;

    /// <summary>
    /// Side of a patch in pixels if <see cref="InitializeFrom"/> is null. The default value is null: as
    /// <see cref="CmaePretrainingOptions.PatchSize"/> says.
    /// </summary>
    public int? PatchSize { get; set; }

    /// <summary>Which part of the encoder keeps its weights. The default value is <see cref="CmaeFreeze.Nothing"/>.</summary>
    public CmaeFreeze Freeze { get; set; } = CmaeFreeze.Nothing;

    // --- validation ------------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Images to validate on after every epoch, with the columns of the training data. The default value is null: a part of the training
    /// data, see <see cref="ValidationFraction"/>.
    /// </summary>
    [JsonIgnore]
    public IDataView? ValidationSet { get; set; }

    /// <summary>
    /// Share of the training images, the same in every class, that is held out for validation if <see cref="ValidationSet"/> is null; 0
    /// holds out none. The default value is 0.1.
    /// </summary>
    public double ValidationFraction { get; set; } = 0.1;

    /// <summary>
    /// Epochs without a better validation result after which training stops. The default value is null: it never stops early. The weights
    /// of the best epoch are returned either way.
    /// </summary>
    public int? Patience { get; set; }

    // --- optimization ----------------------------------------------------------------------------------------------------------

    /// <summary>
    /// Rate of stochastic depth at the last block, rising linearly from 0 at the first. The default value is 0.1, as in the official
    /// recipe.
    /// </summary>
    [Range(0.0, 0.3, 0.1)]
    public double DropPath { get; set; } = 0.1;

    /// <summary>
    /// Learning rate that the cosine ends at, the same for every layer. The default value is 1e-6, as in the official recipe.
    /// </summary>
    public double MinimumLearningRate { get; set; } = 1e-6;

    /// <summary>
    /// Factor on the learning rate from each layer to the one below, so that the first layers change least. The default value is null: 0.75
    /// if <see cref="InitializeFrom"/> is set, 1 (the same rate for all) from random weights. Official: 0.65.
    /// </summary>
    public double? LayerDecay { get; set; }

    /// <summary>AdamW's first-moment decay. The default value is 0.9.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>AdamW's second-moment decay. The default value is 0.999.</summary>
    public override double Beta2 { get; set; } = 0.999;

    /// <summary>
    /// Decay, per step, of an exponential moving average of the weights, which is what is validated and returned; slower at first, as
    /// (1 + step) / (10 + step). The default value is null: the weights themselves, as in the official recipe.
    /// </summary>
    public virtual double? WeightAveraging { get; set; }

    /// <summary>Called after every optimizer step, on the training thread. The default value is null.</summary>
    public Action<CmaeFineTuningStep>? StepCompleted { get; set; }
}
