using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Imaging;

/// <summary>The classes of a segmentation as annotations of a column of masks, which stay with it through a pipeline.</summary>
internal static class ClassAnnotations
{
    private const string NamesKind = "CmaeClassNames", ValuesKind = "CmaeClassValues", ColorsKind = "CmaeClassColors";

    // Stands for a value that is not given.
    private const int NoValue = -1;

    /// <summary>Reads the classes of a column; null if it has none.</summary>
    public static SegmentationClasses? Read(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(NamesKind) is null)
            return null;
        ReadOnlyMemory<char>[] names = Values<ReadOnlyMemory<char>>(column, NamesKind);
        ReadOnlyMemory<char>[] colors = Values<ReadOnlyMemory<char>>(column, ColorsKind);
        int[] values = Values<int>(column, ValuesKind);
        return new(names.Select((name, i) => new CmaeSegmentationClass(
            name.ToString(), values[i] == NoValue ? null : values[i], colors[i].IsEmpty ? null : colors[i].ToString())));
    }

    /// <summary>Adds the classes to the definition of a column.</summary>
    public static void Write(SchemaDefinition.Column column, SegmentationClasses classes)
    {
        IReadOnlyList<CmaeSegmentationClass> entries = classes.Entries;
        Add(column, NamesKind, [.. entries.Select(entry => entry.Name.AsMemory())], TextDataViewType.Instance);
        Add(column, ValuesKind, [.. entries.Select(entry => entry.Value ?? NoValue)], NumberDataViewType.Int32);
        Add(column, ColorsKind, [.. entries.Select(entry => entry.Color.AsMemory())], TextDataViewType.Instance);
    }

    private static void Add<T>(SchemaDefinition.Column column, string kind, T[] values, PrimitiveDataViewType type) =>
        column.AddAnnotation(kind, new VBuffer<T>(values.Length, values), new VectorDataViewType(type, values.Length));

    private static T[] Values<T>(DataViewSchema.Column column, string kind)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues()];
    }
}
