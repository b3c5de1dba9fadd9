namespace Cmae.MLNet.Tests.Docs;

/// <summary>The Markdown files of this repository: those in its root, and those in docs/ and its sub-folders.</summary>
internal static class Documentation
{
    /// <summary>The folder with the solution file, above the test assembly.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Full paths of all pages.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.GetFiles(Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A page's path as its readers see it: relative to the root.</summary>
    public static string NameOf(string page) => Path.GetRelativePath(Root, page).Replace('\\', '/');

    /// <summary>A page's lines outside code blocks, with their numbers from 1.</summary>
    public static IEnumerable<(string Text, int Line)> Prose(string page)
    {
        bool inCode = false;
        foreach ((int index, string text) in File.ReadLines(page).Index())
        {
            bool isFence = text.StartsWith("```", StringComparison.Ordinal);
            inCode ^= isFence;
            if (!isFence && !inCode)
                yield return (text, index + 1);
        }
    }

    private static string FindRoot(string folder)
    {
        for (string? candidate = folder; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            if (File.Exists(Path.Combine(candidate, "Cmae.sln")))
                return candidate;
        }
        throw new DirectoryNotFoundException(
            $"No folder above '{folder}' holds Cmae.sln; the documentation is tested inside the repository only.");
    }
}
