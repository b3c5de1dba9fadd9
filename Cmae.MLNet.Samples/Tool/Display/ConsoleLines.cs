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
            console.Write(new WholeWords(visible));
            return;
        }
        console.Profile.Out.Writer.WriteLine(visible);
        console.Profile.Out.Writer.Flush();
    }

    /// <summary>Writes a warning.</summary>
    public static void Warn(this IAnsiConsole console, string text) => console.Headed("Warning:", Color.Yellow, $" {text}");

    /// <summary>Writes text after a bold heading.</summary>
    public static void Step(this IAnsiConsole console, string heading, string text) => console.Headed(heading, Color.Default, $" {text}");

    private static void Headed(this IAnsiConsole console, string heading, Color color, string text)
    {
        if (console.Profile.Out.IsTerminal)
            console.Write(new WholeWords(VisibleText.Of(text), (heading, new Style(color, decoration: Decoration.Bold))));
        else
            console.Line($"{heading}{text}");
    }
}
