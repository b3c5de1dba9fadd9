using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>What is known of a loaded model by the columns that it makes.</summary>
internal static class SegmentationModel
{
    /// <summary>The columns of a model that <c>segment</c> saved.</summary>
    public const string LabelMap = "LabelMap", ClassShares = "ClassShares", Mask = "Mask";

    /// <summary>Whether a model makes label maps.</summary>
    public static bool Is(ITransformer model, DataViewSchema? input) =>
        input is not null && model.GetOutputSchema(input).GetColumnOrNull(LabelMap) is not null;

    /// <summary>The names of the classes.</summary>
    /// <exception cref="InvalidDataException">The model does not say them.</exception>
    public static string[] ClassNames(DataViewSchema output)
    {
        if (output.GetColumnOrNull(ClassShares) is not { } shares || !shares.HasSlotNames())
            throw new InvalidDataException($"The model has no column '{ClassShares}' with the names of its classes.");
        VBuffer<ReadOnlyMemory<char>> names = default;
        shares.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>The rows of images that a model without masks is run on.</summary>
    public static IDataView Rows(MLContext ml, IEnumerable<string> paths) =>
        ml.Data.LoadFromEnumerable(paths.Select(path => new Row { ImagePath = path }).ToArray());

    private sealed class Row
    {
        public string ImagePath { get; init; } = "";
    }
}
