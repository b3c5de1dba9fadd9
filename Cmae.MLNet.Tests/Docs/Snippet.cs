using System.Text;

namespace Cmae.MLNet.Tests.Docs;

/// <summary>A C# code block of a page.</summary>
/// <param name="Page">The page, relative to the root.</param>
/// <param name="Line">Number of the code's first line on the page, from 1.</param>
/// <param name="Code">The code.</param>
internal sealed record Snippet(string Page, int Line, string Code)
{
    private const string Opening = "```csharp";

    /// <summary>All C# code blocks of a page.</summary>
    /// <exception cref="InvalidDataException">A block has no end.</exception>
    public static IEnumerable<Snippet> Of(string page)
    {
        string name = Documentation.NameOf(page);
        int? start = null;
        var code = new StringBuilder();
        foreach ((int index, string line) in File.ReadLines(page).Index())
        {
            if (start is null)
            {
                start = line.Trim() == Opening ? index + 2 : null;
            }
            else if (line.Trim() == "```")
            {
                yield return new Snippet(name, start.Value, code.ToString());
                start = null;
                code.Clear();
            }
            else
            {
                code.AppendLine(line);
            }
        }
        if (start is not null)
            throw new InvalidDataException($"{name}, line {start - 1}: this code block has no end.");
    }
}
