using System.Globalization;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>Reads <c>classes.csv</c>: the names of classes, the values and the colors that masks have for them.</summary>
internal static class ClassTable
{
    /// <summary>The name of the file, beside the images.</summary>
    public const string FileName = "classes.csv";

    private static readonly string[] s_columns = ["name", "value", "color"];

    /// <summary>Reads a table in UTF-8, or in UTF-16 with a byte order mark; the columns value and color may be missing.</summary>
    /// <exception cref="InvalidDataException">The table or one of its lines is malformed; the message names file and line.</exception>
    public static SegmentationClasses Read(string path)
    {
        using var reader = new StreamReader(path);
        string file = $"'{PrintableName.Of(path)}'";
        string[] header = CommaSeparated.ReadRecord(reader)?.Fields ?? [];
        int[] columns = [.. s_columns.Select(column => Array.IndexOf(header, column))];
        if (columns[0] < 0)
        {
            throw new InvalidDataException(
                $"{file} has no column 'name': its first line should be value,name,color (separated by commas), but is " +
                $"'{PrintableName.Of(string.Join(',', header))}'.");
        }
        var classes = new List<CmaeSegmentationClass>();
        int line = 2;
        while (CommaSeparated.ReadRecord(reader) is var (fields, lines))
        {
            if (fields is not [""])
                classes.Add(AtLine(() => Parse(fields, columns), file, line));
            line += lines;
        }
        return AtLine(() => new SegmentationClasses(classes), file, null);
    }

    private static CmaeSegmentationClass Parse(string[] fields, int[] columns)
    {
        string? Field(int column) =>
            columns[column] is >= 0 and var at && at < fields.Length && fields[at].Trim() is { Length: > 0 } text ? text : null;
        int? value = null;
        if (Field(1) is { } number)
        {
            value = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed)
                ? parsed
                : throw new ArgumentException($"'{number}' is not a value of masks, which is a whole number from 0 to 65535.");
        }
        string name = Field(0) ?? throw new ArgumentException("The name is empty. Name the class, or call it 'ignored'.");
        return new(name, value, Field(2));
    }

    // The parameter's name, which .NET appends to a message, is nothing that the file has.
    private static T AtLine<T>(Func<T> read, string file, int? line)
    {
        try
        {
            return read();
        }
        catch (ArgumentException exception)
        {
            string message = exception.Message.Split(" (Parameter", 2)[0].ReplaceLineEndings(" ");
            throw new InvalidDataException($"{file}{(line is null ? "" : $", line {line}")}: {message}", exception);
        }
    }
}
