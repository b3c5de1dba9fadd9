using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Reads the encoder out of a checkpoint of any known naming.</summary>
internal static class EncoderImport
{
    private const int MostErrorsShown = 20;

    /// <summary>Reads the encoder that a file holds.</summary>
    /// <param name="file">The open checkpoint.</param>
    /// <param name="options">Heads and prefix, if the caller knows them; the rest is not applied here.</param>
    /// <exception cref="InvalidDataException">The file holds no encoder that this library can represent.</exception>
    public static (CmaeEncoder Encoder, CmaeImportReport Report) Read(ITensorFile file, CmaeImportOptions options)
    {
        (CheckpointLayout layout, string prefix, string[] others) = LayoutDetection.Find(file, options.Prefix);
        var source = new EncoderSource(file, layout, prefix);
        List<string> notes = [];
        if (others.Length > 0)
        {
            string dictionary = file.Dictionary.Length == 0 ? "" : file.Dictionary + ".";
            notes.Add($"The encoder under '{dictionary}{prefix}' was read; " +
                $"the file also holds {string.Join(", ", others.Select(other => $"'{other}'"))} (option Prefix).");
        }
        CmaeEncoderConfiguration configuration = Configure(source, options.Heads, notes);
        var mapped = EncoderLayout.Weights(configuration).ToDictionary(weight => weight.Name, weight => source.Names(weight.Name));
        string[] missing = configuration.OutputNorm == CmaeOutputNorm.None ? ["ln1.weight", "ln1.bias"] : [];
        if (source.LacksQkvBias(configuration.Architecture.Depth))
        {
            string[] biases = [.. mapped.Keys.Where(name => name.EndsWith("attn.qkv.bias", StringComparison.Ordinal))];
            foreach (string bias in biases)
                mapped.Remove(bias);
            missing = [.. missing, .. biases];
            notes.Add("The file has no biases for queries, keys and values; they are zero here.");
        }
        Check(source, configuration, mapped);
        var weights = EncoderLayout.Weights(configuration).ToDictionary(
            weight => weight.Name,
            weight => mapped.TryGetValue(weight.Name, out string[]? names) ? source.Read(names, weight.Shape) : Zeros(weight.Shape));
        if (!file.HasChecksum)
            notes.Add("The file has no checksum: damage to its values would not be noticed.");
        var used = mapped.Values.SelectMany(names => names).ToHashSet();
        return (new CmaeEncoder(configuration, weights), new CmaeImportReport(
            layout.Name,
            mapped.ToDictionary(weight => weight.Key, weight => string.Join(" + ", weight.Value)),
            [.. file.Tensors.Keys.Where(name => !used.Contains(name))],
            missing, notes));
    }

    private static CmaeWeightTensor Zeros(long[] shape) => new(shape, new float[shape.Aggregate((count, extent) => count * extent)]);

    private static CmaeEncoderConfiguration Configure(EncoderSource source, int? heads, List<string> notes)
    {
        (int width, int patch) = source.PatchEmbedding();
        int depth = source.Depth();
        int grid = source.Grid(width);
        StatedArchitecture.Check(source.File, source.Layout, notes);
        if (heads is null)
        {
            (heads, string? note) = HeadCount.Find(source.File, source.Layout, width, depth);
            if (note is not null)
                notes.Add(note);
        }
        if (heads < 1 || width % heads != 0)
            throw new ArgumentException(
                $"The option Heads is {heads}, which does not divide the width {width} of the encoder in '{source.File.Path}'. " +
                "Choose a divisor.",
                nameof(heads));
        int image = grid * patch;
        return new(new(width, depth, heads.Value, source.MlpWidth()), image, patch)
        {
            OutputNorm = source.OutputNorm,
            Preprocessing = StatedPreprocessing.Find(source.File, source.Layout, image, notes),
        };
    }

    private static void Check(EncoderSource source, CmaeEncoderConfiguration configuration, Dictionary<string, string[]> mapped)
    {
        string[] errors =
        [
            .. EncoderLayout.Weights(configuration)
                .Where(weight => mapped.ContainsKey(weight.Name))
                .SelectMany(weight => source.Errors(mapped[weight.Name], weight.Shape)),
            .. source.Additions(mapped.Values.SelectMany(names => names).ToHashSet())
                .Select(name => $"tensor '{name}'{(ForeignParts.Of(name) is { } part ? $" ({part})" : "")} " +
                    "changes what the encoder computes, and this library's encoder has nothing like it"),
        ];
        if (errors.Length > 0)
            throw new InvalidDataException(
                $"'{source.File.Path}' ({source.Layout.Name}) holds no encoder that can be read: " +
                $"{string.Join("; ", errors.Take(MostErrorsShown))}" +
                $"{(errors.Length > MostErrorsShown ? $"; and {errors.Length - MostErrorsShown} more" : "")}. " +
                "Take a checkpoint of a plain Vision Transformer.");
    }
}
