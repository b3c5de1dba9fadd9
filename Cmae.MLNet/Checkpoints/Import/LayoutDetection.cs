namespace Cmae.MLNet.Checkpoints;

/// <summary>Finds from a file's keys whose naming it follows and under which prefix the encoder is stored.</summary>
internal static class LayoutDetection
{
    /// <summary>The layout and the prefix, such as <c>backbone.</c>.</summary>
    /// <param name="file">The open checkpoint.</param>
    /// <param name="prefix">Which encoder of several is wanted; null for the usual one.</param>
    /// <exception cref="InvalidDataException">No encoder is found, or several.</exception>
    public static (CheckpointLayout Layout, string Prefix, string[] Others) Find(ITensorFile file, string? prefix = null)
    {
        (CheckpointLayout Layout, string Prefix)[] found = [.. Encoders(file.Tensors.Keys)];
        if (found.Length == 0)
        {
            throw new InvalidDataException(
                $"'{file.Path}' holds no Vision Transformer in a known naming " +
                $"({string.Join(", ", CheckpointLayout.All.Select(layout => layout.Name))}); " +
                $"its tensors begin with: {string.Join(", ", file.Tensors.Keys.Take(8))}. Rename them to one of these namings.");
        }
        string chosen = EncoderChoice.Prefix([.. found.Select(encoder => encoder.Prefix)], file, prefix);
        return (found.First(encoder => encoder.Prefix == chosen).Layout, chosen,
            [.. found.Select(encoder => encoder.Prefix).Where(other => other != chosen), .. file.EncodersElsewhere]);
    }

    /// <summary>Every encoder among the names of tensors: its naming, and what precedes its names.</summary>
    public static IEnumerable<(CheckpointLayout Layout, string Prefix)> Encoders(IEnumerable<string> names)
    {
        HashSet<string> all = [.. names];
        return from layouts in CheckpointLayout.All.GroupBy(layout => layout.PatchEmbedding)
               from prefix in Prefixes(layouts.Key + ".weight", all)
               select (layouts.FirstOrDefault(layout => HasBlocks(layout, prefix, all)) ?? layouts.First(), prefix);
    }

    // codes rename their blocks over time and keep the patch embedding's name
    private static bool HasBlocks(CheckpointLayout layout, string prefix, HashSet<string> names) =>
        names.Contains(prefix + layout.SourcesOf("layers.0.attn.proj.weight", layout.FinalNorms[0])[0])
        && names.Contains(prefix + layout.SourcesOf("layers.0.ffn.layers.0.0.weight", layout.FinalNorms[0])[0]);

    private static IEnumerable<string> Prefixes(string anchor, HashSet<string> names) => names
        .Where(name => name.EndsWith(anchor, StringComparison.Ordinal) &&
            (name.Length == anchor.Length || name[^(anchor.Length + 1)] == '.'))
        .Select(name => name[..^anchor.Length]);
}
