using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Curation;

/// <summary>Features and keys of a data view's rows.</summary>
internal static class KeyedFeatures
{
    /// <summary>Reads all rows.</summary>
    /// <exception cref="ArgumentException">A column is missing or has another type; features are not finite; there are no rows.</exception>
    public static (string[] Keys, float[][] Features) Read(IDataView data, string featureColumn, string keyColumn)
    {
        DataViewSchema.Column features = Column(data.Schema, featureColumn, nameof(featureColumn));
        DataViewSchema.Column key = Column(data.Schema, keyColumn, nameof(keyColumn));
        if (features.Type is not VectorDataViewType { Size: > 0 and var width, ItemType: NumberDataViewType { RawType: var item } }
            || item != typeof(float))
        {
            throw new ArgumentException(
                $"The feature column '{featureColumn}' has the type {features.Type} where a vector of Single of known size is needed. " +
                "Create it with CmaeFeaturize.", nameof(featureColumn));
        }
        if (key.Type is not TextDataViewType)
        {
            throw new ArgumentException(
                $"The key column '{keyColumn}' has the type {key.Type} where text is needed, for example the images' paths.",
                nameof(keyColumn));
        }

        var keys = new List<string>();
        var rows = new List<float[]>();
        using DataViewRowCursor cursor = data.GetRowCursor([features, key]);
        ValueGetter<VBuffer<float>> featureGetter = cursor.GetGetter<VBuffer<float>>(features);
        ValueGetter<ReadOnlyMemory<char>> keyGetter = cursor.GetGetter<ReadOnlyMemory<char>>(key);
        (VBuffer<float> vector, ReadOnlyMemory<char> text) = (default, default);
        while (PipelineErrors.MoveOn(cursor))
        {
            var row = new float[width];
            featureGetter(ref vector);
            vector.CopyTo(row);
            keyGetter(ref text);
            keys.Add(text.ToString());
            rows.Add(row);
        }
        return ([.. keys], [.. rows]);
    }

    private static DataViewSchema.Column Column(DataViewSchema schema, string name, string parameter) =>
        schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"There is no column '{name}'; the data has {string.Join(", ", schema.Select(known => $"'{known.Name}'"))}.", parameter);
}
