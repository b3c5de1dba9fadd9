using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>
/// Text that is broken into lines between words only. A word that is longer than a line, such as a path, stays whole: the terminal shows it on
/// several lines, and it can be copied as one.
/// </summary>
/// <param name="text">The text; its line breaks are kept.</param>
/// <param name="first">A word before it with a style of its own; null for none.</param>
internal sealed class WholeWords(string text, (string Word, Style Style)? first = null) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int used = 0;
        if (first is { } styled)
        {
            yield return new Segment(styled.Word, styled.Style);
            used = styled.Word.Length;
        }
        foreach (string line in text.Split('\n'))
        {
            foreach (string part in Lines(line, maxWidth, used))
            {
                yield return new Segment(part);
                yield return Segment.LineBreak;
                used = 0;
            }
        }
    }

    /// <summary>The lines of a line.</summary>
    /// <param name="line">Without line breaks.</param>
    /// <param name="width">Most columns, longer words excepted.</param>
    /// <param name="used">Columns of the first that are taken already.</param>
    private static IEnumerable<string> Lines(string line, int width, int used)
    {
        int start = 0, space = -1;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] != ' ')
                continue;
            if (used + i - start > width && space > start)
            {
                yield return line[start..space];
                (start, used) = (space + 1, 0);
            }
            if (i > start && line[i - 1] != ' ') // an indent is no place to break
                space = i;
        }
        yield return line[start..];
    }
}
