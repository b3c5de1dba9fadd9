using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Values of one column for the rows that a cursor has read ahead.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>A buffer for a column's values, whatever their type.</summary>
    public static ColumnBuffer Create(DataViewRow row, DataViewSchema.Column column, int capacity)
    {
        Type value = column.Type.RawType;
        Type buffer = column.Type is VectorDataViewType
            ? typeof(VectorBuffer<>).MakeGenericType(value.GetGenericArguments())
            : typeof(ScalarBuffer<>).MakeGenericType(value);
        return (ColumnBuffer)Activator.CreateInstance(buffer, row, column, capacity)!;
    }

    /// <summary>Keeps the input's current value.</summary>
    public abstract void Store(int slot);

    /// <summary>A <c>ValueGetter</c> of the column's type for the slot that <paramref name="current"/> returns.</summary>
    public abstract Delegate Getter(Func<int> current);

    public static InvalidOperationException WrongType<TValue>(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' has values of type {column.Type.RawType}, not {typeof(TValue)}.");

    private sealed class ScalarBuffer<T>(DataViewRow row, DataViewSchema.Column column, int capacity) : ColumnBuffer
    {
        private readonly ValueGetter<T> _source = row.GetGetter<T>(column);
        private readonly T[] _values = new T[capacity];

        public override void Store(int slot)
        {
            T value = default!; // a fresh one: the reader may still hold the value of an earlier row
            _source(ref value);
            _values[slot] = value;
        }

        public override Delegate Getter(Func<int> current) => new ValueGetter<T>((ref T value) => value = _values[current()]);
    }

    private sealed class VectorBuffer<T>(DataViewRow row, DataViewSchema.Column column, int capacity) : ColumnBuffer
    {
        private readonly ValueGetter<VBuffer<T>> _source = row.GetGetter<VBuffer<T>>(column);
        private readonly VBuffer<T>[] _values = new VBuffer<T>[capacity];

        public override void Store(int slot) => _source(ref _values[slot]);

        public override Delegate Getter(Func<int> current) =>
            new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) => _values[current()].CopyTo(ref value));
    }
}
