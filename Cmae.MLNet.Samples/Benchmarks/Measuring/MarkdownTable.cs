using System.Text;

namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>A table as it appears in docs/benchmarks.md. Numbers are set right, names left.</summary>
internal sealed class MarkdownTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
            throw new ArgumentException($"The table has {headers.Length} columns, the row {cells.Length}.", nameof(cells));
        _rows.Add(cells);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        AppendRow(headers);
        AppendRow(headers.Select((_, column) => IsNumeric(column) ? "---:" : "---"));
        foreach (string[] row in _rows)
            AppendRow(row);
        return text.ToString();

        void AppendRow(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    private bool IsNumeric(int column) =>
        _rows.Count > 0 && _rows.TrueForAll(row => row[column].Length == 0 || char.IsAsciiDigit(row[column][0]));
}
