namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Features as CSV: path, label, f0, f1, ...</summary>
internal sealed class CsvFeatureWriter(Stream stream, bool guardsFormulas) : IFeatureWriter
{
    private readonly CsvWriter _csv = new(stream) { GuardsFormulas = guardsFormulas };
    private bool _headerWritten;

    public void Write(string path, string label, ReadOnlySpan<float> features)
    {
        if (!_headerWritten)
            _csv.WriteRecord(["path", "label", .. Enumerable.Range(0, features.Length).Select(index => $"f{index}")]);
        _headerWritten = true;
        var values = new List<string>(features.Length + 2) { path, label };
        foreach (float value in features)
            values.Add(CsvWriter.Number(value));
        _csv.WriteRecord(values);
    }

    public void Dispose() => _csv.Dispose();
}
