namespace Cmae.MLNet.Imaging;

/// <summary>The rows of a <c>split.csv</c>: which image is of which class, and whether it is for training, validation or test.</summary>
internal sealed class SplitTable
{
    /// <summary>The names of the splits.</summary>
    public static readonly IReadOnlyList<string> Names = ["train", "val", "test"];

    private SplitTable(string file, IReadOnlyList<Row> rows) => (File, Rows) = (file, rows);

    /// <summary>The file that was read.</summary>
    public string File { get; }

    /// <summary>The rows in the file's order.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>Reads a table; columns other than path, label and split are ignored.</summary>
    /// <exception cref="InvalidDataException">A column is missing, a row is short or has another split, or a path occurs twice.</exception>
    public static SplitTable Read(string file)
    {
        using var reader = new StreamReader(file);
        string[] header = CommaSeparated.ReadRecord(reader)?.Fields
            ?? throw new InvalidDataException($"'{file}' is empty; its first line should be path,label,split.");
        (int path, int label, int split) = (Column("path"), Column("label"), Column("split"));

        var rows = new List<Row>();
        var lineOfPath = new Dictionary<string, int>();
        int line = 2;
        while (CommaSeparated.ReadRecord(reader) is var (fields, lines))
        {
            if (fields is not [""])
                rows.Add(Parse(fields, line));
            line += lines;
        }
        return new SplitTable(file, rows);

        int Column(string name) => Array.IndexOf(header, name) is var index and >= 0
            ? index
            : throw new InvalidDataException(
                $"'{file}' has no column '{name}'; its first line should name path, label and split, but is '{string.Join(',', header)}'.");

        Row Parse(string[] fields, int line)
        {
            if (fields.Length <= Math.Max(path, Math.Max(label, split)))
                throw Malformed($"{fields.Length} values where the header has {header.Length} columns");
            if (!Names.Contains(fields[split]))
                throw Malformed($"'{fields[split]}' is not a split; use one of {string.Join(", ", Names)}");
            if (!lineOfPath.TryAdd(fields[path], line))
                throw Malformed($"'{fields[path]}' is already in line {lineOfPath[fields[path]]}");
            return new Row(fields[path], fields[label], fields[split], line);

            InvalidDataException Malformed(string reason) => new($"'{file}', line {line}: {reason}.");
        }
    }

    /// <summary>One image.</summary>
    /// <param name="Path">Path relative to the folder of the file.</param>
    /// <param name="Label">The class.</param>
    /// <param name="Split">One of <see cref="Names"/>.</param>
    /// <param name="Line">Line in the file, from 1.</param>
    public sealed record Row(string Path, string Label, string Split, int Line);
}
