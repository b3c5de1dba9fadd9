using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>Says what was written, as soon as it is.</summary>
internal static class SavedLines
{
    /// <param name="console">Where.</param>
    /// <param name="what">What the file holds.</param>
    /// <param name="file">The file.</param>
    public static void Saved(this IAnsiConsole console, string what, FileInfo file) => console.Line($"Saved {what}: {file.FullName}");
}
