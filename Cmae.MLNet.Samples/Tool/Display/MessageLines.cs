using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>
/// Shows, as they come, the library's warnings, such as of images that cannot be read, and what it says before a training.
/// </summary>
internal static class MessageLines
{
    /// <param name="ml">The context.</param>
    /// <param name="console">Where they are shown.</param>
    /// <param name="verb">The verb, whose options are named instead of the library's; null if the caller is none.</param>
    public static void ShowMessages(this MLContext ml, IAnsiConsole console, Command? verb = null)
    {
        ml.ShowWarnings(console.Warn, verb);
        ml.Log += (_, message) =>
        {
            if (IsOfLibrary(message) && message.Kind == ChannelMessageKind.Info
                && message.Source.Contains("Preflight", StringComparison.Ordinal))
                console.Line(Text(message, verb));
        };
    }

    /// <summary>The warnings alone: all that there is to say where nothing is trained.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="warn">Takes a warning.</param>
    /// <param name="verb">As above.</param>
    public static void ShowWarnings(this MLContext ml, Action<string> warn, Command? verb) => ml.Log += (_, message) =>
    {
        if (IsOfLibrary(message) && message.Kind == ChannelMessageKind.Warning)
            warn(Text(message, verb));
    };

    private static bool IsOfLibrary(LoggingEventArgs message) => message.Source.StartsWith("Cmae", StringComparison.Ordinal);

    private static string Text(LoggingEventArgs message, Command? verb) =>
        verb is null ? message.RawMessage : ToolWords.Of(message.RawMessage, verb);
}
