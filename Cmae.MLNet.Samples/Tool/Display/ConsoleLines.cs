using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>Lines of text on the console: wrapped between words on a terminal, whole where output is redirected.</summary>
internal static class ConsoleLines
{
    /// <summary>Writes text; control characters in it, such as those of a file's name, are shown instead of obeyed.</summary>
    public static void Line(this IAnsiConsole console, string text)
    {
        string visible = VisibleText.Of(text);
        if (console.Profile.Out.IsTerminal)
        {
            console.WriteLine(visible);
            return;
        }
        console.Profile.Out.Writer.WriteLine(visible);
        console.Profile.Out.Writer.Flush();
    }

    /// <summary>Writes a warning.</summary>
    public static void Warn(this IAnsiConsole console, string text)
    {
        if (console.Profile.Out.IsTerminal)
            console.MarkupLineInterpolated($"[yellow]Warning:[/] {VisibleText.Of(text)}");
        else
            console.Line($"Warning: {text}");
    }
}
