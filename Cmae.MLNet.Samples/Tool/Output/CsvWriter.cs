using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Comma-separated values as RFC 4180 has them, in UTF-8; numbers round-trip and do not depend on the system's language.</summary>
/// <remarks>The caller owns what is written to.</remarks>
internal sealed class CsvWriter : IDisposable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly TextWriter _writer;
    private readonly bool _ownsWriter;

    /// <summary>Writes to a file.</summary>
    public CsvWriter(Stream stream) => (_writer, _ownsWriter) =
        (new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true), true);

    /// <summary>Writes to a console.</summary>
    public CsvWriter(TextWriter writer) => _writer = writer;

    /// <summary>
    /// Whether text that a spreadsheet would take for a formula (it begins with =, +, - or @) gets an apostrophe before it. The default
    /// value is false: every text is as it is.
    /// </summary>
    public bool GuardsFormulas { get; init; }

    /// <summary>Writes one record.</summary>
    public void WriteRecord(IEnumerable<string> values) => _writer.Write(string.Join(',', values.Select(Cell)) + "\n");

    /// <summary>A number as text.</summary>
    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (_ownsWriter)
            _writer.Dispose();
        else
            _writer.Flush();
    }

    private string Cell(string value) => Quoted(GuardsFormulas && IsFormula(value) ? $"'{value}" : value);

    private static bool IsFormula(string value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]
        && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
}
