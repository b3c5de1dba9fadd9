using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Scores;

/// <summary>The column of scores that a classifier makes, one for each class.</summary>
internal static class ScoreColumn
{
    /// <summary>Finds the column and the names of its slots.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static DataViewSchema.Column Of(DataViewSchema schema, out string[] classes)
    {
        if (schema.GetColumnOrNull("Score") is not { Type: VectorDataViewType { Size: > 1 } } score || Names(score) is not { } names)
            throw new InvalidDataException(
                "The model is not a classifier with several classes: it has no column 'Score' with a score for each class and "
                    + "the classes' names.");
        classes = names;
        return score;
    }

    private static string[]? Names(DataViewSchema.Column score)
    {
        // The label's values, whatever their type; trainers of other packages may give text names of the slots alone.
        foreach (string annotation in (string[])["TrainingLabelValues", "SlotNames"])
        {
            if (score.Annotations.Schema.GetColumnOrNull(annotation)?.Type is VectorDataViewType values)
            {
                return (string[])typeof(ScoreColumn).GetMethod(nameof(Text), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(values.ItemType.RawType).Invoke(null, [score.Annotations, annotation])!;
            }
        }
        return null;
    }

    private static string[] Text<T>(DataViewSchema.Annotations annotations, string name)
    {
        VBuffer<T> values = default;
        annotations.GetValue(name, ref values);
        return [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
    }
}
