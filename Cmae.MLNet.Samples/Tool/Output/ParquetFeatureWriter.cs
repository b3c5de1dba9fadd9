using Parquet;
using Parquet.Schema;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>
/// Features as Parquet: path, label, and a list of floats called features; a row group for every 4,096 rows, or for as many as have 4
/// million values.
/// </summary>
internal sealed class ParquetFeatureWriter : IFeatureWriter
{
    private const int RowsOfGroup = 4096;
    private const int ValuesOfGroup = 1 << 22;

    private readonly DataField<string> _path = new("path", nullable: false);
    private readonly DataField<string> _label = new("label", nullable: false);
    private readonly ListField _features = new("features", new DataField<float>("element", nullable: false));
    private readonly ParquetWriter _writer;
    private readonly List<string> _paths = [];
    private readonly List<string> _labels = [];
    private readonly List<float> _values = [];
    private readonly List<int> _repetitionLevels = [];

    public ParquetFeatureWriter(Stream stream) =>
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_path, _label, _features), stream).GetAwaiter().GetResult();

    public void Write(string path, string label, ReadOnlySpan<float> features)
    {
        _paths.Add(path);
        _labels.Add(label);
        foreach (float value in features)
        {
            _repetitionLevels.Add(_repetitionLevels.Count == 0 || _values.Count % features.Length == 0 ? 0 : 1);
            _values.Add(value);
        }
        if (_paths.Count == RowsOfGroup || _values.Count >= ValuesOfGroup)
            WriteGroupAsync().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        if (_paths.Count > 0)
            WriteGroupAsync().GetAwaiter().GetResult();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task WriteGroupAsync()
    {
        var item = (DataField)_features.Item;
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        await group.WriteAsync(_path, _paths);
        await group.WriteAsync(_label, _labels);
        int[] definitionLevels = new int[_values.Count];
        Array.Fill(definitionLevels, item.MaxDefinitionLevel);
        await group.WriteAllPartsAsync<float>(item, _values.ToArray(), definitionLevels, _repetitionLevels.ToArray(),
            CancellationToken.None);
        _paths.Clear();
        _labels.Clear();
        _values.Clear();
        _repetitionLevels.Clear();
    }
}
