using Cmae.MLNet.Encoders;

namespace Cmae.MLNet;

/// <summary>A Vision Transformer encoder: named weights, configuration and preprocessing. The result of CMAE pre-training.</summary>
/// <remarks>
/// Immutable and thread-safe; holds managed memory only, so there is nothing to dispose. The weights carry the official
/// state-dict names (CMAEViT, without the prefix <c>backbone.</c>).
/// </remarks>
public sealed partial class CmaeEncoder
{
    /// <summary>Wraps weights; they are not copied.</summary>
    /// <param name="configuration">Sizes, final norm and preprocessing.</param>
    /// <param name="weights">Exactly the weights that the configuration requires, by official name.</param>
    /// <exception cref="ArgumentException">Weights are missing, unknown or of the wrong shape; the message lists all of them.</exception>
    public CmaeEncoder(CmaeEncoderConfiguration configuration, IReadOnlyDictionary<string, CmaeWeightTensor> weights)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(weights);
        var ordered = new Dictionary<string, CmaeWeightTensor>(weights.Count);
        var errors = new List<string>();
        var unknown = new HashSet<string>(weights.Keys);
        foreach ((string name, long[] shape) in EncoderLayout.Weights(configuration))
        {
            unknown.Remove(name);
            if (!weights.TryGetValue(name, out CmaeWeightTensor? tensor))
                errors.Add($"'{name}' of shape [{string.Join(", ", shape)}] is missing");
            else if (!tensor.Shape.SequenceEqual(shape))
                errors.Add($"'{name}' has shape [{string.Join(", ", tensor.Shape)}] where [{string.Join(", ", shape)}] is needed");
            else
                ordered.Add(name, tensor);
        }
        errors.AddRange(weights.Keys.Where(unknown.Contains).Select(name => $"'{name}' is not a weight of this architecture"));
        if (errors.Count > 0)
        {
            throw new ArgumentException(
                $"The weights do not match the encoder's configuration: {string.Join("; ", errors)}.", nameof(weights));
        }
        Configuration = configuration;
        Weights = ordered;
    }

    /// <summary>Sizes, final norm and preprocessing.</summary>
    public CmaeEncoderConfiguration Configuration { get; }

    /// <summary>Width, depth and heads.</summary>
    public CmaeArchitecture Architecture => Configuration.Architecture;

    /// <summary>Side of the square input image in pixels.</summary>
    public int ImageSize => Configuration.ImageSize;

    /// <summary>Side of a patch in pixels.</summary>
    public int PatchSize => Configuration.PatchSize;

    /// <summary>The preprocessing that evaluation, live scoring and saved models share.</summary>
    public CmaeImagePreprocessing Preprocessing => Configuration.Preprocessing;

    /// <summary>The weights by official state-dict name, in the official order.</summary>
    public IReadOnlyDictionary<string, CmaeWeightTensor> Weights { get; }
}
