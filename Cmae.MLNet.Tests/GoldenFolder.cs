namespace Cmae.MLNet.Tests;

/// <summary>
/// Reference numbers: the folder that CMAE_GOLDEN names, else Golden/ beside the test assembly. Kinds of files that another folder does not
/// have are taken from Golden/, too.
/// </summary>
internal static class GoldenFolder
{
    private static readonly string s_own = System.IO.Path.Combine(AppContext.BaseDirectory, "Golden");

    public static string Path { get; } = Environment.GetEnvironmentVariable("CMAE_GOLDEN") is { Length: > 0 } folder ? folder : s_own;

    /// <summary>Full path of a file that must be there.</summary>
    public static string File(string name) => Files(name)[0];

    /// <summary>Full paths of all files of a pattern, of which there must be one.</summary>
    public static string[] Files(string pattern)
    {
        string[] files = Directory.GetFiles(Path, pattern);
        if (files.Length == 0)
            files = Directory.GetFiles(s_own, pattern);
        Assert.AreNotEqual(0, files.Length, $"No golden file {pattern} in '{Path}'.");
        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>What stands before <paramref name="suffix"/> in the names of all files that end with it, e.g. s1, s2 for "_forward.safetensors".</summary>
    public static string[] Configurations(string suffix) =>
        [.. Files("*" + suffix).Select(file => System.IO.Path.GetFileName(file)[..^suffix.Length])];
}
