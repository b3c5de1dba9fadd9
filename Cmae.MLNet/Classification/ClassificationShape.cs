using Cmae.MLNet.Imaging;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Classification;

/// <summary>
/// Adds a classifier's two columns to a schema shape, with the annotations of ML.NET's own multiclass trainers. Only ML.NET itself can
/// construct such columns: they are taken from a stock trainer that is never fitted.
/// </summary>
internal static class ClassificationShape
{
    private const string Features = "Cmae.Features";

    /// <summary>The columns of the input, the predicted label and the scores.</summary>
    /// <param name="input">The shape of the data; its label column is a key.</param>
    /// <param name="labelColumn">Name of the column of labels.</param>
    /// <param name="predictedLabelColumn">Name of the column of predicted labels.</param>
    /// <param name="scoreColumn">Name of the column of probabilities.</param>
    /// <exception cref="ArgumentException">There is no label column, or it is not a key of UInt32.</exception>
    public static SchemaShape Append(SchemaShape input, string labelColumn, string predictedLabelColumn, string scoreColumn)
    {
        CheckLabel(input, labelColumn);
        var ml = new MLContext();
        SchemaShape scored = ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(labelColumn, Features)
            .GetOutputSchema(FeatureShape.Append(input, Features));
        SchemaShape named = ml.Transforms.CopyColumns(predictedLabelColumn, "PredictedLabel")
            .Append(ml.Transforms.CopyColumns(scoreColumn, "Score")).GetOutputSchema(scored);
        string[] added = [predictedLabelColumn, scoreColumn];
        return new SchemaShape(
            [.. input.Where(column => !added.Contains(column.Name)), .. named.Where(column => added.Contains(column.Name))]);
    }

    private static void CheckLabel(SchemaShape shape, string name)
    {
        SchemaShape.Column column = shape.FirstOrDefault(c => c.Name == name);
        if (column.Name is null)
            throw ColumnErrors.MissingLabels(name, shape.Select(known => known.Name));
        if (!column.IsKey || column.Kind != SchemaShape.Column.VectorKind.Scalar)
        {
            string prefix = column.Kind == SchemaShape.Column.VectorKind.Scalar ? "" : "vector of ";
            throw ColumnErrors.NotKeys(name, $"{prefix}{column.ItemType}");
        }
        if (column.ItemType != NumberDataViewType.UInt32)
        {
            throw new ArgumentException(
                $"The label column '{name}' has keys of {column.ItemType}, but ML.NET's pipelines need keys of UInt32, as MapValueToKey " +
                $"makes them. Load the labels as values, and convert them with mlContext.Transforms.Conversion.MapValueToKey(\"{name}\").",
                nameof(name));
        }
    }
}
