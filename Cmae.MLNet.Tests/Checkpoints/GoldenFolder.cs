namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>The folder of reference files: the environment variable CMAE_GOLDEN, else Golden beside the tests.</summary>
internal static class GoldenFolder
{
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("CMAE_GOLDEN") ?? System.IO.Path.Combine(AppContext.BaseDirectory, "Golden");

    /// <summary>The files that match; the test is inconclusive where there are none.</summary>
    public static string[] Files(string pattern)
    {
        string[] files = [.. Directory.GetFiles(Path, pattern).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            Assert.Inconclusive($"'{Path}' has no file '{pattern}'.");
        return files;
    }
}
