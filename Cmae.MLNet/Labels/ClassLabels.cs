using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Labels;

/// <summary>The classes of a label column: how many, and what their values were before they became keys.</summary>
/// <remarks>Immutable and thread-safe; holds copies, so that no reader of the training data is kept alive.</remarks>
internal abstract class ClassLabels
{
    private ClassLabels(int count) => Count = count;

    /// <summary>Number of classes.</summary>
    public int Count { get; }

    /// <summary>The classes' names, values as text; null if the keys have no values.</summary>
    public abstract IReadOnlyList<string>? Names { get; }

    /// <summary>Whether the values are text; ML.NET names a score's slots by text only.</summary>
    public abstract bool AreText { get; }

    /// <summary>Classes that are numbers only.</summary>
    public static ClassLabels Numbered(int count) => new WithoutValues(count);

    /// <summary>Classes by their names.</summary>
    public static ClassLabels Named(IEnumerable<string> names)
    {
        ReadOnlyMemory<char>[] values = [.. names.Select(name => name.AsMemory())];
        var type = new VectorDataViewType(TextDataViewType.Instance, values.Length);
        return new WithValues<ReadOnlyMemory<char>>(type, new VBuffer<ReadOnlyMemory<char>>(values.Length, values));
    }

    /// <summary>The classes of a column of keys.</summary>
    /// <param name="label">A column whose type is a key; without values that can be read the classes have numbers only.</param>
    public static ClassLabels Of(DataViewSchema.Column label)
    {
        var key = (KeyDataViewType)label.Type;
        return label.Annotations.Schema.GetColumnOrNull(AnnotationNames.KeyValues) is { Type: VectorDataViewType type }
            && (ulong)type.Size == key.Count
            ? (ClassLabels)Activator.CreateInstance(typeof(WithValues<>).MakeGenericType(type.ItemType.RawType), type, label)!
            : Numbered((int)key.Count);
    }

    /// <summary>Adds the values to the annotations that are being built; nothing if there are none.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string kind);

    /// <summary>Annotates a column of classes that are loaded from objects.</summary>
    public abstract void AddTo(SchemaDefinition.Column column);

    private sealed class WithoutValues(int count) : ClassLabels(count)
    {
        public override IReadOnlyList<string>? Names => null;

        public override bool AreText => false;

        public override void AddTo(DataViewSchema.Annotations.Builder annotations, string kind)
        {
            // keys without values are not annotated
        }

        public override void AddTo(SchemaDefinition.Column column)
        {
            // keys without values are not annotated
        }
    }

    private sealed class WithValues<T> : ClassLabels
    {
        private readonly VectorDataViewType _type;
        private readonly VBuffer<T> _values;

        public WithValues(VectorDataViewType type, VBuffer<T> values) : base(type.Size)
        {
            (_type, _values) = (type, values);
            Names = [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
        }

        public WithValues(VectorDataViewType type, DataViewSchema.Column label) : this(type, Values(label))
        {
        }

        public override IReadOnlyList<string> Names { get; }

        public override bool AreText => typeof(T) == typeof(ReadOnlyMemory<char>);

        public override void AddTo(DataViewSchema.Annotations.Builder annotations, string kind) =>
            annotations.Add(kind, _type, (ref VBuffer<T> value) => _values.CopyTo(ref value));

        public override void AddTo(SchemaDefinition.Column column) => column.AddAnnotation(AnnotationNames.KeyValues, _values, _type);

        private static VBuffer<T> Values(DataViewSchema.Column label)
        {
            VBuffer<T> values = default, copy = default;
            label.Annotations.GetValue(AnnotationNames.KeyValues, ref values);
            values.CopyTo(ref copy);
            return copy;
        }
    }
}
