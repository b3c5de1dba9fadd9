using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>A command line as somebody would type it.</summary>
internal static class CommandText
{
    /// <summary>What was typed, with options added that are not there yet.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="more">Options without a value; those that the verb does not have are left out.</param>
    public static string Of(ParseResult parsed, params string[] more)
    {
        string[] typed = [.. parsed.Tokens.Select(token => token.Value)];
        IEnumerable<string> added = more.Where(name =>
            !typed.Contains(name) && parsed.CommandResult.Command.Options.Any(option => option.Name == name));
        return string.Join(' ', typed.Concat(added).Select(Quoted).Prepend("cmae"));
    }

    private static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./\\:,=+~".Contains(c))
        ? word
        : $"\"{word}\"";
}
