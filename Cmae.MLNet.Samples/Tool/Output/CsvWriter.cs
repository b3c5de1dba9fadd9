using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Comma-separated values as RFC 4180 has them, in UTF-8; numbers round-trip and do not depend on the system's language.</summary>
/// <remarks>The caller owns the stream.</remarks>
internal sealed class CsvWriter(Stream stream) : IDisposable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true)
    {
        NewLine = "\n",
    };

    /// <summary>Writes one record.</summary>
    public void WriteRecord(IEnumerable<string> values) => _writer.WriteLine(string.Join(',', values.Select(Quoted)));

    /// <summary>A number as text.</summary>
    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public void Dispose() => _writer.Dispose();

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
}
