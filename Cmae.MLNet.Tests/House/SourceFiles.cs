using Cmae.MLNet.Tests.Docs;

namespace Cmae.MLNet.Tests.House;

/// <summary>The C# files of all projects of this repository, without what a build puts among them.</summary>
internal static class SourceFiles
{
    private static readonly string[] s_projects = ["Cmae.MLNet", "Cmae.MLNet.Samples", "Cmae.MLNet.Tests"];

    /// <summary>Full paths, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. s_projects
            .SelectMany(project => Directory.GetFiles(Path.Combine(Documentation.Root, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Documentation.NameOf(file).Split('/').Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];
}
