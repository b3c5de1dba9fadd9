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
    public static void ShowMessages(this MLContext ml, IAnsiConsole console, Command? verb = null) => ml.Log += (_, message) =>
    {
        if (!message.Source.StartsWith("Cmae", StringComparison.Ordinal))
            return;
        if (message.Kind == ChannelMessageKind.Warning)
            console.Warn(Text(message, verb));
        else if (message.Kind == ChannelMessageKind.Info && message.Source.Contains("Preflight", StringComparison.Ordinal))
            console.Line(Text(message, verb));
    };

    private static string Text(LoggingEventArgs message, Command? verb) =>
        verb is null ? message.RawMessage : ToolWords.Of(message.RawMessage, verb);
}
