using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Labels;

/// <summary>A column of class labels: keys, counted from 0 here.</summary>
internal sealed class LabelColumn
{
    private readonly IReadOnlyList<string>? _names;

    private LabelColumn(DataViewSchema.Column column, int classCount) =>
        (Column, ClassCount, _names) = (column, classCount, ClassLabels.Of(column).Names);

    /// <summary>The column.</summary>
    public DataViewSchema.Column Column { get; }

    /// <summary>Number of classes that the key's type has, with or without rows.</summary>
    public int ClassCount { get; }

    /// <summary>Finds the column and checks its type.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it is not a key.</exception>
    public static LabelColumn Of(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw ColumnErrors.MissingLabels(name, schema.Select(known => known.Name));
        if (column.Type is not KeyDataViewType { Count: > 0 and <= int.MaxValue } key)
            throw ColumnErrors.NotKeys(name, column.Type.ToString()!);
        return new(column, (int)key.Count);
    }

    /// <summary>What a class is called in messages.</summary>
    public string NameOf(int label) => _names is null ? $"key {label + 1}" : $"'{_names[label]}'";

    /// <summary>Whether another column's keys stand for the same classes.</summary>
    public bool HasClassesOf(LabelColumn other) =>
        ClassCount == other.ClassCount
            && (_names is null || other._names is null || _names.SequenceEqual(other._names, StringComparer.Ordinal));

    /// <summary>Reads the class of every row, by the row's position.</summary>
    /// <exception cref="ArgumentException">Rows have no label.</exception>
    public IReadOnlyDictionary<long, int> Read(IDataView data)
    {
        RowValues<int> labels = Values();
        using DataViewRowCursor cursor = data.GetRowCursor([Column]);
        Action observe = labels.Observe(cursor);
        while (cursor.MoveNext())
            observe();
        return Complete(labels);
    }

    /// <summary>The classes of rows that are still to be read.</summary>
    public RowValues<int> Values() => new(Column, Reader);

    /// <summary>The classes of rows that have been read.</summary>
    /// <exception cref="ArgumentException">Rows have no label.</exception>
    public IReadOnlyDictionary<long, int> Complete(RowValues<int> labels)
    {
        long[] missing = [.. labels.ByRow.Where(row => row.Value < 0).Select(row => row.Key)];
        return missing.Length == 0
            ? labels.ByRow
            : throw new ArgumentException(MissingMessage("rows", missing.Length, labels.ByRow.Count, missing[0]));
    }

    /// <summary>Reads the class of the current row; -1 if it has none.</summary>
    public Func<int> Reader(DataViewRow row)
    {
        Func<long> key = KeyReader(row);
        return () => (int)key() - 1;
    }

    /// <summary>The message about rows without a label.</summary>
    /// <param name="rows">What the rows are called.</param>
    /// <param name="missing">How many have none.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="first">Position of the first that has none.</param>
    public string MissingMessage(string rows, long missing, long count, long first) =>
        $"{missing} of {count} {rows} have no label in the column '{Column.Name}', the first is row {first} (counted from 0): " +
        "a value that was empty, NaN, or not among MapValueToKey's values. Give these rows a label, or filter them out.";

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
}
