using System.Globalization;
using System.Text;

namespace Cmae.MLNet.Files;

/// <summary>Names of files as messages show them.</summary>
internal static class PrintableName
{
    /// <summary>
    /// The name with every character escaped that a terminal or a log would act upon or hide: control characters, line breaks, marks that turn the
    /// direction of text, and halves of surrogate pairs. A name without any is returned itself.
    /// </summary>
    public static string Of(string name)
    {
        if (!HasUnprintable(name))
            return name;
        var shown = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogatePair(name, i))
                shown.Append(name, i++, 2);
            else if (IsUnprintable(name[i]))
                shown.Append(Escaped(name[i]));
            else
                shown.Append(name[i]);
        }
        return shown.ToString();
    }

    private static bool HasUnprintable(string name)
    {
        foreach (char character in name)
        {
            if (IsUnprintable(character))
                return true;
        }
        return false;
    }

    private static bool IsUnprintable(char character) => character > '~'
        ? char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        : character < ' ';

    private static string Escaped(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < (char)0x100 => $"\\x{(int)character:x2}",
        _ => $"\\u{(int)character:x4}",
    };
}
