using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Evaluation;

/// <summary>Measures the label maps of a data view against its masks, row by row.</summary>
internal static class SegmentationEvaluation
{
    private const string SharesColumn = "ClassShares", SlotNames = "SlotNames";

    public static CmaeSegmentationMetrics Run(
        IHostEnvironment environment, IDataView data, string maskColumn, string labelMapColumn, SegmentationClasses? given)
    {
        var masks = MaskColumn.Of(data.Schema, maskColumn);
        (DataViewSchema.Column map, int side) = LabelMap(data.Schema, labelMapColumn);
        SegmentationClasses classes = given ?? masks.Classes ?? throw new ArgumentException(
            $"The mask column '{maskColumn}' does not know its classes. " +
            "Load the data with mlContext.Data.LoadSegmentationFolder, or pass the classes.");
        RequireModelOf(data.Schema, classes);

        var summary = new SegmentationSummary(classes.Names);
        var ignored = new List<string>();
        using DataViewRowCursor cursor = data.GetRowCursor([masks.Column, map]);
        Func<NamedMask> read = masks.Reader(cursor, new MaskReader(classes));
        ValueGetter<VBuffer<byte>> getMap = cursor.GetGetter<VBuffer<byte>>(map);
        VBuffer<byte> values = default;
        while (PipelineErrors.MoveOn(cursor))
        {
            NamedMask truth = read();
            getMap(ref values);
            summary.Add(truth.Mask, [.. values.DenseValues()], side);
            if (truth.Mask.IsAllIgnored)
                ignored.Add(truth.Name);
        }
        if (summary.Measured.Count == 0)
        {
            throw new ArgumentException(summary.ImageCount == 0
                ? "The data has no rows."
                : $"All {summary.ImageCount} masks are ignored everywhere: no pixel has a class. Check the values of classes.csv.");
        }
        WarningLog.Write(environment, "Cmae segmentation", [.. Warnings(ignored)]);
        return new(summary);
    }

    private static IEnumerable<string> Warnings(List<string> ignored)
    {
        if (ignored.Count > 0)
        {
            yield return $"{ignored.Count} masks are ignored everywhere and not measured; the first: {ignored[0]}. " +
                "Check the values of classes.csv if these images should have classes.";
        }
    }

    private static (DataViewSchema.Column Column, int Side) LabelMap(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentException(
                $"The label map column '{name}' is not in the data, which has the columns " +
                $"{string.Join(", ", schema.Select(known => $"'{known.Name}'"))}. Pass what the model's Transform returns.", nameof(name));
        }
        return column.Type is VectorDataViewType { Dimensions: [> 0 and var rows, var columns] } vector
            && rows == columns && vector.ItemType == NumberDataViewType.Byte
            ? (column, rows)
            : throw new ArgumentException(
                $"The label map column '{name}' has the type {column.Type}, where a square vector of Byte is needed, as " +
                "CmaeSegmentation makes it.", nameof(name));
    }

    // A model from a .zip says by the slots of its shares what its classes are.
    private static void RequireModelOf(DataViewSchema schema, SegmentationClasses classes)
    {
        if (schema.GetColumnOrNull(SharesColumn) is not { } shares || shares.Annotations.Schema.GetColumnOrNull(SlotNames) is null)
            return;
        VBuffer<ReadOnlyMemory<char>> slots = default;
        shares.Annotations.GetValue(SlotNames, ref slots);
        string[] names = [.. slots.DenseValues().Select(name => name.ToString())];
        if (!names.SequenceEqual(classes.Names))
        {
            throw new ArgumentException(
                $"The model has the classes {string.Join(", ", names)}, but the masks have {string.Join(", ", classes.Names)}. " +
                "Measure on masks with the classes that the model was trained on, in the same order.");
        }
    }
}
