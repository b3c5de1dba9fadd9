using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Labels;

/// <summary>The classes of a store's images, for figures about training that does not learn from them.</summary>
internal sealed class ImageLabels
{
    private ImageLabels(IReadOnlyList<string> classes, IReadOnlyList<int> ofImages) => (Classes, OfImages) = (classes, ofImages);

    /// <summary>Names of the classes that occur, in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Class of every image; -1 if it has none.</summary>
    public IReadOnlyList<int> OfImages { get; }

    /// <summary>Number of images of every class.</summary>
    public int[] Counts
    {
        get
        {
            var counts = new int[Classes.Count];
            foreach (int label in OfImages.Where(label => label >= 0))
                counts[label]++;
            return counts;
        }
    }

    /// <summary>The names of the rows' classes, to be read with the images; a row without has an empty one.</summary>
    /// <param name="schema">The columns of the data.</param>
    /// <param name="columnName">A column of text or of keys; null for none.</param>
    /// <returns>Null if there is no such column.</returns>
    public static RowValues<string>? Names(DataViewSchema schema, string? columnName) =>
        columnName is not null && schema.GetColumnOrNull(columnName) is { } column && ReaderOf(column) is { } reader
            ? new(column, reader)
            : null;

    /// <summary>The classes of the images that have been read.</summary>
    /// <param name="rows">The names of the rows' classes; null for none.</param>
    /// <param name="store">The images of these rows.</param>
    /// <returns>Null if there are fewer than two classes.</returns>
    public static ImageLabels? Of(RowValues<string>? rows, ImageStore store)
    {
        if (rows is null)
            return null;
        string[] names = [.. Enumerable.Range(0, store.Count).Select(image => rows.ByRow[store.RowOf(image)])];
        string[] classes = [.. names.Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        return classes.Length < 2
            ? null
            : new(classes, [.. names.Select(name => Math.Max(Array.BinarySearch(classes, name, StringComparer.Ordinal), -1))]);
    }

    private static Func<DataViewRow, Func<string>>? ReaderOf(DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => row => TextReader(row, column),
        KeyDataViewType { Count: > 0 and <= int.MaxValue } => row => KeyReader(row, LabelColumn.Of(row.Schema, column.Name)),
        _ => null,
    };

    private static Func<string> TextReader(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> value = default;
        return () =>
        {
            getter(ref value);
            return value.ToString();
        };
    }

    private static Func<string> KeyReader(DataViewRow row, LabelColumn column)
    {
        Func<int> key = column.Reader(row);
        return () => key() is >= 0 and var label ? column.NameOf(label) : "";
    }
}
