using System.Globalization;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>
/// How many files this process may have open (ulimit -n). .NET opens each of its libraries when it is first used: with too few, a verb ends
/// somewhere in the middle, with a message about a library that is missing.
/// </summary>
internal static class OpenFilesLimit
{
    private const int Needed = 256;
    private const string Limits = "/proc/self/limits";

    /// <summary>What is said before any work; null if there are enough, or the system does not say.</summary>
    public static string? Warning()
    {
        try
        {
            return File.Exists(Limits) && Of(File.ReadLines(Limits)) is { } limit and < Needed
                ? $"This process may have {limit} files open (ulimit -n); it may need up to {Needed}. Raise the limit."
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The soft limit; null for none.</summary>
    public static int? Of(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
        && int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture, out int limit)
            ? limit
            : null;
}
