using System.Globalization;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>Text that can be written to a terminal: a file's name may have characters that move the cursor or change colors.</summary>
internal static class VisibleText
{
    /// <summary>The text with control characters as <c>\x1B</c>; line ends stay.</summary>
    public static string Of(string text) => text.Any(IsHidden) ? string.Concat(text.Select(Shown)) : text;

    /// <summary>The same for a name, whose line ends are shown as well.</summary>
    public static string OfName(string name) => Of(name).Replace("\n", @"\x0A");

    private static string Shown(char character) => IsHidden(character)
        ? string.Create(CultureInfo.InvariantCulture, $@"\x{(int)character:X2}")
        : character.ToString();

    private static bool IsHidden(char character) => char.IsControl(character) && character != '\n';
}
