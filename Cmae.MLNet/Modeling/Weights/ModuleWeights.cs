using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>Copies weights between a module (native memory) and an encoder (managed arrays), by their official names.</summary>
internal static class ModuleWeights
{
    /// <summary>Copies an encoder module's weights.</summary>
    /// <param name="module">On any device.</param>
    /// <returns>New arrays by official name, without the prefix <c>backbone.</c></returns>
    public static Dictionary<string, CmaeWeightTensor> Copy(VisionTransformer module)
    {
        using DisposeScope scope = NewDisposeScope();
        return module.state_dict().ToDictionary(
            entry => entry.Key,
            entry => Copy(entry.Value));
    }

    /// <summary>Copies one weight.</summary>
    /// <param name="weight">On any device.</param>
    public static CmaeWeightTensor Copy(Tensor weight) => new(weight.shape, Values(weight));

    /// <summary>Writes an encoder's weights into a module; if it throws, the module keeps its values.</summary>
    /// <param name="module">On any device.</param>
    /// <param name="weights">Exactly the module's weights, by official name.</param>
    /// <exception cref="ArgumentException">A weight is missing, unknown or of another shape; all of them are listed.</exception>
    public static void Load(VisionTransformer module, IReadOnlyDictionary<string, CmaeWeightTensor> weights)
    {
        Dictionary<string, Tensor> destination = module.state_dict();
        List<string> errors =
        [
            .. destination.Keys.Where(name => !weights.ContainsKey(name)).Select(name => $"'{name}' is missing"),
            .. weights.Keys.Where(name => !destination.ContainsKey(name)).Select(name => $"'{name}' is not a weight of this module"),
            .. destination
                .Where(entry => weights.TryGetValue(entry.Key, out CmaeWeightTensor? source)
                    && !source.Shape.SequenceEqual(entry.Value.shape))
                .Select(entry => $"'{entry.Key}' has shape {Text(weights[entry.Key].Shape)} where {Text(entry.Value.shape)} is needed"),
        ];
        if (errors.Count > 0)
            throw new ArgumentException($"The weights do not fit the encoder: {string.Join("; ", errors)}.", nameof(weights));

        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor parameter) in destination)
        {
            using Tensor source = tensor(weights[name].Array, weights[name].Shape.ToArray());
            parameter.copy_(source);
        }
    }

    /// <summary>
    /// Starts a module from an encoder that may have another final norm: one that the module does not have is left out, one that the
    /// encoder does not have keeps its initial values.
    /// </summary>
    /// <param name="module">On any device.</param>
    /// <param name="encoder">Of the same architecture, image size and patch size.</param>
    /// <exception cref="ArgumentException">The encoder is of another architecture or size; every weight that differs is listed.</exception>
    public static void StartFrom(VisionTransformer module, CmaeEncoder encoder)
    {
        Dictionary<string, CmaeWeightTensor> weights = Copy(module);
        foreach ((string name, CmaeWeightTensor weight) in encoder.Weights)
            if (!IsOutputNorm(name) || weights.ContainsKey(name))
                weights[name] = weight;
        Load(module, weights);
    }

    private static float[] Values(Tensor weight)
    {
        using DisposeScope scope = NewDisposeScope();
        return weight.detach().to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    private static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    private static bool IsOutputNorm(string name) =>
        name.StartsWith("ln1.", StringComparison.Ordinal) || name.StartsWith("fc_norm.", StringComparison.Ordinal);
}
