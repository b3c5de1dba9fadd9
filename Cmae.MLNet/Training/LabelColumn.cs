using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Training;

/// <summary>A column of class labels: keys, counted from 0 here.</summary>
internal sealed class LabelColumn
{
    private readonly IReadOnlyList<string>? _names;

    private LabelColumn(DataViewSchema.Column column, int classCount) => (Column, ClassCount, _names) = (column, classCount, KeyNames(column));

    /// <summary>The column.</summary>
    public DataViewSchema.Column Column { get; }

    /// <summary>Number of classes that the key's type has, with or without rows.</summary>
    public int ClassCount { get; }

    /// <summary>Finds the column and checks its type.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it is no key.</exception>
    public static LabelColumn Of(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentException(
                $"The label column '{name}' is not in the data, which has the columns {string.Join(", ", schema.Select(known => $"'{known.Name}'"))}.", nameof(name));
        }
        if (column.Type is not KeyDataViewType { Count: > 0 and <= int.MaxValue } key)
        {
            throw new ArgumentException(
                $"The label column '{name}' has the type {column.Type} where a key is needed. Transform it with " +
                $"mlContext.Transforms.Conversion.MapValueToKey(\"{name}\") first.", nameof(name));
        }
        return new(column, (int)key.Count);
    }

    /// <summary>What a class is called in messages.</summary>
    public string NameOf(int label) => _names is null ? $"key {label + 1}" : $"'{_names[label]}'";

    /// <summary>Whether another column's keys stand for the same classes.</summary>
    public bool HasClassesOf(LabelColumn other) =>
        ClassCount == other.ClassCount && (_names is null || other._names is null || _names.SequenceEqual(other._names, StringComparer.Ordinal));

    /// <summary>The class of every row, by the row's position.</summary>
    /// <exception cref="ArgumentException">Rows have no label.</exception>
    public IReadOnlyDictionary<long, int> Read(IDataView data)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([Column]);
        Func<int> label = Reader(cursor);
        var labels = new Dictionary<long, int>();
        long missing = 0, firstMissing = 0;
        while (cursor.MoveNext())
        {
            int value = label();
            if (value < 0 && missing++ == 0)
                firstMissing = cursor.Position;
            labels.Add(cursor.Position, value);
        }
        return missing == 0 ? labels : throw new ArgumentException(MissingMessage("rows", missing, labels.Count, firstMissing), nameof(data));
    }

    /// <summary>Reads the class of the row where a cursor stands; -1 where it has none.</summary>
    public Func<int> Reader(DataViewRow row)
    {
        Func<long> key = KeyReader(row);
        return () => (int)key() - 1;
    }

    /// <summary>What is said where rows have no label.</summary>
    /// <param name="rows">What the rows are called.</param>
    /// <param name="missing">How many have none.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="first">Position of the first that has none.</param>
    public string MissingMessage(string rows, long missing, long count, long first) =>
        $"{missing} of {count} {rows} have no label in the column '{Column.Name}', the first is row {first} (counted from 0): a value that was empty, NaN, " +
        "or not among MapValueToKey's values. Give these rows a label, or filter them out.";

    private Func<long> KeyReader(DataViewRow row) => Column.Type.RawType switch
    {
        Type type when type == typeof(byte) => Reader<byte>(row, key => key),
        Type type when type == typeof(ushort) => Reader<ushort>(row, key => key),
        Type type when type == typeof(uint) => Reader<uint>(row, key => key),
        _ => Reader<ulong>(row, key => (long)key),
    };

    private Func<long> Reader<T>(DataViewRow row, Func<T, long> convert)
        where T : struct
    {
        ValueGetter<T> getter = row.GetGetter<T>(Column);
        T key = default;
        return () =>
        {
            getter(ref key);
            return convert(key);
        };
    }

    private static IReadOnlyList<string>? KeyNames(DataViewSchema.Column column) =>
        column.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is not VectorDataViewType values ? null : values.ItemType.RawType switch
        {
            Type type when type == typeof(ReadOnlyMemory<char>) => Names<ReadOnlyMemory<char>>(column),
            Type type when type == typeof(float) => Names<float>(column),
            Type type when type == typeof(double) => Names<double>(column),
            Type type when type == typeof(int) => Names<int>(column),
            Type type when type == typeof(long) => Names<long>(column),
            Type type when type == typeof(uint) => Names<uint>(column),
            Type type when type == typeof(byte) => Names<byte>(column),
            Type type when type == typeof(bool) => Names<bool>(column),
            _ => null,
        };

    private static IReadOnlyList<string> Names<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue("KeyValues", ref values);
        return [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
    }
}
