namespace Cmae.MLNet.Tests;

/// <summary>The folder of reference numbers: the one that CMAE_GOLDEN names, else Golden/ beside the test assembly.</summary>
internal static class GoldenFolder
{
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("CMAE_GOLDEN") is { Length: > 0 } folder ? folder : System.IO.Path.Combine(AppContext.BaseDirectory, "Golden");

    /// <summary>Full path of a file that must be there.</summary>
    public static string File(string name)
    {
        string path = System.IO.Path.Combine(Path, name);
        Assert.IsTrue(System.IO.File.Exists(path), $"The golden file '{path}' is missing.");
        return path;
    }

    /// <summary>Full paths of all files of a pattern, of which there must be one.</summary>
    public static string[] Files(string pattern)
    {
        string[] files = [.. Directory.EnumerateFiles(Path, pattern).Order(StringComparer.Ordinal)];
        Assert.AreNotEqual(0, files.Length, $"No golden file {pattern} in '{Path}'.");
        return files;
    }

    /// <summary>What stands before <paramref name="suffix"/> in the names of all files that end with it, e.g. s1, s2 for "_forward.safetensors".</summary>
    public static string[] Configurations(string suffix)
    {
        string[] names = [.. Directory.EnumerateFiles(Path, "*" + suffix).Select(file => System.IO.Path.GetFileName(file)[..^suffix.Length]).Order()];
        Assert.AreNotEqual(0, names.Length, $"No golden file *{suffix} in '{Path}'.");
        return names;
    }
}
