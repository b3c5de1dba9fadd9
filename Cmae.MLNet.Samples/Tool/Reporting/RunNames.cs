namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>What runs are called beside one another.</summary>
internal static class RunNames
{
    /// <summary>The names of their folders; the whole paths where two folders have the same name.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<RunFigures> runs)
    {
        string[] names = [.. runs.Select(run => run.Folder.Name)];
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length
            ? names
            : [.. runs.Select(run => run.Folder.FullName)];
    }
}
