namespace Cmae.MLNet.Samples.Tool.Images;

/// <summary>Names of classes in messages.</summary>
internal static class ClassNames
{
    private const int Shown = 10;

    /// <summary>Labels that are not among the known ones, each once, in ordinal order.</summary>
    public static string[] Unknown(IEnumerable<string> labels, IEnumerable<string> known) =>
        [.. labels.Except(known).Order(StringComparer.Ordinal)];

    /// <summary>The first ten names in quotes, and how many more there are.</summary>
    public static string Listed(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Shown).Select(name => $"'{name}'")) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
