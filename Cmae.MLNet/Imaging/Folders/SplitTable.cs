using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// The rows of a <c>split.csv</c>: which image is of which class or has which mask, and whether it is for training, validation or test.
/// </summary>
internal sealed class SplitTable
{
    /// <summary>The names of the splits.</summary>
    public static readonly IReadOnlyList<string> Names = ["train", "val", "test"];

    private const int ShownHeader = 60;
    private readonly string _file;
    private readonly List<Row> _rows = [];

    private SplitTable(string file) => _file = file;

    /// <summary>What messages call the file: its path in quotes.</summary>
    public string Name => $"'{PrintableName.Of(_file)}'";

    /// <summary>The rows in the file's order.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>Reads a table in UTF-8, or in UTF-16 with a byte order mark; columns other than path, label, mask and split are ignored.</summary>
    /// <exception cref="InvalidDataException">
    /// A column is missing, a row is short or has another split, a path occurs twice, or the file is not a text with commas and line ends.
    /// </exception>
    public static SplitTable Read(string file)
    {
        var table = new SplitTable(file);
        using var reader = new StreamReader(file);
        table.Read(reader);
        return table;
    }

    /// <summary>The error of a line.</summary>
    /// <param name="line">Number of the line, from 1.</param>
    /// <param name="reason">What is wrong, without a point at the end.</param>
    public InvalidDataException Malformed(int line, string reason) => new($"{Name}, line {line}: {reason}.");

    private void Read(TextReader reader)
    {
        string[] header = CommaSeparated.ReadRecord(reader)?.Fields
            ?? throw new InvalidDataException($"{Name} is empty; its first line should be path,label,split.");
        int path = Column(header, "path"), mask = Array.IndexOf(header, "mask");
        int label = mask < 0 ? Column(header, "label") : Array.IndexOf(header, "label"), split = Column(header, "split");
        var lineOfPath = new Dictionary<string, int>();
        int line = 2;
        while (CommaSeparated.ReadRecord(reader) is var (fields, lines))
        {
            if (fields is not [""])
                _rows.Add(Parse(fields, line));
            line += lines;
        }

        Row Parse(string[] fields, int line)
        {
            if (fields.Length <= new[] { path, label, mask, split }.Max())
                throw Malformed(line, $"{fields.Length} values where the header has {header.Length} columns");
            var row = new Row(fields[path], label < 0 ? "" : fields[label], fields[split], line) { Mask = mask < 0 ? "" : fields[mask] };
            RequireText(row);
            if (!Names.Contains(row.Split))
                throw Malformed(line, $"'{Shown(row.Split)}' is not a split; use one of {string.Join(", ", Names)}");
            if (row.Path.Length == 0)
                throw Malformed(line, "the path is empty");
            if (!lineOfPath.TryAdd(row.Path, line))
                throw Malformed(line, $"'{PrintableName.Of(row.Path)}' is already in line {lineOfPath[row.Path]}");
            return row;
        }
    }

    private void RequireText(Row row)
    {
        string text = row.Path + row.Label + row.Mask;
        if (text.Contains('\0'))
            throw Malformed(row.Line, "it has a byte of zero, which is not text. Write the file again, as UTF-8");
        if (text.Contains(FolderEntry.Unreadable))
            throw Malformed(row.Line, "it has bytes that are not UTF-8. Save the file as UTF-8 ('CSV UTF-8' in Excel)");
    }

    private int Column(string[] header, string name)
    {
        if (Array.IndexOf(header, name) is var index and >= 0)
            return index;
        string first = string.Join(',', header);
        string reason = first.Contains('\0') ? "it is not UTF-8 (UTF-16 without a byte order mark?); save it as UTF-8"
            : first.Contains('\r') ? "its lines end in CR alone, as of an old Mac; save it with line ends of Unix (LF) or Windows (CR LF)"
            : header.Length == 1 && first.Contains(';') ? "its values are separated by semicolons; separate them by commas"
            : header.Length == 1 && first.Contains('\t') ? "its values are separated by tabs; separate them by commas"
            : $"its first line should name path, label and split, but is '{Shown(first)}'";
        throw new InvalidDataException($"{Name} has no column '{name}': {reason}.");
    }

    private static string Shown(string text) => PrintableName.Of(text.Length > ShownHeader ? $"{text[..ShownHeader]}…" : text);

    /// <summary>One image.</summary>
    /// <param name="Path">Path relative to the folder of the file.</param>
    /// <param name="Label">The class; empty if the table has none.</param>
    /// <param name="Split">One of <see cref="Names"/>.</param>
    /// <param name="Line">Line in the file, from 1.</param>
    public sealed record Row(string Path, string Label, string Split, int Line)
    {
        /// <summary>Path of the mask relative to the folder of the file; empty if the table has none.</summary>
        public string Mask { get; init; } = "";
    }
}
