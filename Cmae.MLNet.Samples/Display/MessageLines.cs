using Microsoft.ML;
using Microsoft.ML.Runtime;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Display;

/// <summary>Shows the library's warnings, such as of images that cannot be read, as they come.</summary>
internal static class MessageLines
{
    public static void ShowWarnings(this MLContext ml, IAnsiConsole console) => ml.Log += (_, message) =>
    {
        if (message.Kind == ChannelMessageKind.Warning && message.Source.StartsWith("Cmae", StringComparison.Ordinal))
            console.MarkupLineInterpolated($"[yellow]Warning:[/] {message.RawMessage}");
    };
}
