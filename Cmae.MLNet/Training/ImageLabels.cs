using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Training;

/// <summary>The classes of a store's images, for figures about a training that does not learn from them.</summary>
internal sealed class ImageLabels
{
    private ImageLabels(IReadOnlyList<string> classes, IReadOnlyList<int> ofImages) => (Classes, OfImages) = (classes, ofImages);

    /// <summary>Names of the classes that occur, in ordinal order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Class of every image; -1 where it has none.</summary>
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

    /// <summary>Reads a column of labels.</summary>
    /// <param name="data">The data that the store was opened on.</param>
    /// <param name="columnName">A column of text or of keys; null for none.</param>
    /// <param name="store">The images.</param>
    /// <returns>Null where there is no such column, or fewer than two classes in it.</returns>
    public static ImageLabels? Of(IDataView data, string? columnName, ImageStore store)
    {
        if (columnName is null || data.Schema.GetColumnOrNull(columnName) is not { } column || ReaderOf(column) is not { } reader)
            return null;
        var byRow = new Dictionary<long, string>();
        using (DataViewRowCursor cursor = data.GetRowCursor([column]))
        {
            Func<string> read = reader(cursor);
            while (cursor.MoveNext())
                byRow.Add(cursor.Position, read());
        }
        string[] names = [.. Enumerable.Range(0, store.Count).Select(image => byRow[store.RowOf(image)])];
        string[] classes = [.. names.Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        return classes.Length < 2 ? null : new(classes, [.. names.Select(name => Array.BinarySearch(classes, name, StringComparer.Ordinal)).Select(index => Math.Max(index, -1))]);
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
