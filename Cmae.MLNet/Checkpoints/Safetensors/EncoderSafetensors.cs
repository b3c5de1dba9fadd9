using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Checkpoints;

/// <summary>An encoder as .safetensors: the official state-dict names, and the configuration in the metadata.</summary>
internal static class EncoderSafetensors
{
    /// <summary>What the online encoder's names begin with in a training checkpoint.</summary>
    public const string OnlineBranch = "backbone.";

    /// <summary>Writes an encoder atomically.</summary>
    public static void Save(CmaeEncoder encoder, string path) => SafetensorsWriter.WriteChecked(
        path,
        encoder.Weights.Select(weight => TensorToWrite.Singles(weight.Key, [.. weight.Value.Shape], weight.Value.Values)),
        new Dictionary<string, string>
        {
            [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(encoder.Configuration),
            // transformers refuses files that do not name their framework
            ["format"] = "pt",
        });

    /// <summary>
    /// Reads an encoder that <see cref="Save"/> wrote: every weight must be there, in shape, and nothing else. From a training checkpoint the online
    /// encoder is read, and the rest of the training's state left.
    /// </summary>
    /// <exception cref="InvalidDataException">A weight is missing, unknown or of another shape; all of them are listed.</exception>
    public static CmaeEncoder Load(ITensorFile file)
    {
        CmaeEncoderConfiguration configuration =
            EncoderConfigurationJson.Read(file.Metadata[EncoderConfigurationJson.MetadataKey], file.Path);
        // Sizes from a damaged file could ask for millions of layers; a file without their tensors cannot be meant.
        if (configuration.Architecture.Depth > file.Tensors.Count)
            throw new InvalidDataException(
                $"'{file.Path}' says that the encoder has {configuration.Architecture.Depth} blocks, " +
                $"but holds {file.Tensors.Count} tensors. Save the encoder again.");
        string prefix = file.Tensors.ContainsKey(OnlineBranch + "cls_token") ? OnlineBranch : "";
        var expected = EncoderLayout.Weights(configuration).ToDictionary(weight => prefix + weight.Name, weight => weight.Shape);
        string[] errors = [.. Differences(expected, file.Tensors).Concat(prefix == "" ? Unknown(expected, file.Tensors) : [])];
        if (errors.Length > 0)
            throw new InvalidDataException(
                $"'{file.Path}' does not hold the weights that its configuration asks for: {string.Join("; ", errors)}. " +
                "Save the encoder again.");
        return new(configuration, expected.Keys.ToDictionary(name => name[prefix.Length..], name => Weight(file, name)));
    }

    private static CmaeWeightTensor Weight(ITensorFile file, string name)
    {
        float[] values = file.ReadSingles(name);
        FiniteWeights.Check(values, name, file.Path);
        return new(file.Tensors[name].Shape, values);
    }

    private static IEnumerable<string> Differences(Dictionary<string, long[]> expected, IReadOnlyDictionary<string, TensorEntry> tensors)
    {
        foreach ((string name, long[] shape) in expected)
        {
            if (!tensors.TryGetValue(name, out TensorEntry? entry))
                yield return $"tensor '{name}' of shape [{string.Join(", ", shape)}] is missing";
            else if (!entry.Shape.SequenceEqual(shape))
                yield return $"tensor '{name}' has shape {entry.ShapeText} where [{string.Join(", ", shape)}] is needed";
            else if (!entry.Type.IsFloatingPoint())
                yield return $"tensor '{name}' has dtype {entry.StoredType} where a floating-point type is needed";
        }
    }

    private static IEnumerable<string> Unknown(Dictionary<string, long[]> expected, IReadOnlyDictionary<string, TensorEntry> tensors) =>
        tensors.Keys.Where(name => !expected.ContainsKey(name)).Select(name => $"tensor '{name}' is unknown");
}
