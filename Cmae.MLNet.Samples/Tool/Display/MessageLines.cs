using Microsoft.ML;
using Microsoft.ML.Runtime;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>
/// Shows, as they come, the library's warnings, such as of images that cannot be read, and what it says before a training.
/// </summary>
internal static class MessageLines
{
    public static void ShowMessages(this MLContext ml, IAnsiConsole console) => ml.Log += (_, message) =>
    {
        if (!message.Source.StartsWith("Cmae", StringComparison.Ordinal))
            return;
        if (message.Kind == ChannelMessageKind.Warning)
            console.MarkupLineInterpolated($"[yellow]Warning:[/] {message.RawMessage}");
        else if (message.Kind == ChannelMessageKind.Info && message.Source.Contains("Preflight", StringComparison.Ordinal))
            console.MarkupLineInterpolated($"[gray]{message.RawMessage}[/]");
    };
}
