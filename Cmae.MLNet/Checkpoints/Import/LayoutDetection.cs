namespace Cmae.MLNet.Checkpoints;

/// <summary>Finds from a file's keys whose naming it follows and under which prefix the encoder stands.</summary>
internal static class LayoutDetection
{
    private const string MomentumBranch = "target_backbone.";

    /// <summary>The layout and the prefix, such as <c>backbone.</c>; the online branch goes before the momentum branch.</summary>
    /// <exception cref="InvalidDataException">No encoder is found, or several.</exception>
    public static (CheckpointLayout Layout, string Prefix) Find(ITensorFile file)
    {
        (CheckpointLayout Layout, string Prefix)[] found =
            [.. CheckpointLayout.All.SelectMany(layout => Prefixes(layout, file).Select(prefix => (layout, prefix)))];
        (CheckpointLayout, string)[] online = [.. found.Where(candidate => !candidate.Prefix.EndsWith(MomentumBranch, StringComparison.Ordinal))];
        return (online, found) switch
        {
            ([var only], _) => only,
            ([], [var only]) => only,
            ([], []) => throw new InvalidDataException(
                $"'{file.Path}' holds no Vision Transformer in a known naming ({string.Join(", ", CheckpointLayout.All.Select(layout => layout.Name))}); " +
                "its tensors begin with: " +
                $"{string.Join(", ", file.Tensors.Keys.Take(8))}. Rename them to one of these namings."),
            _ => throw new InvalidDataException(
                $"'{file.Path}' holds several encoders, under {string.Join(", ", found.Select(candidate => $"'{candidate.Prefix}'"))}. " +
                "Keep the one to read."),
        };
    }

    private static IEnumerable<string> Prefixes(CheckpointLayout layout, ITensorFile file)
    {
        string anchor = layout.PatchEmbedding + ".weight";
        return file.Tensors.Keys
            .Where(name => name.EndsWith(anchor, StringComparison.Ordinal) && (name.Length == anchor.Length || name[^(anchor.Length + 1)] == '.'))
            .Select(name => name[..^anchor.Length]);
    }
}
