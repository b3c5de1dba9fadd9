using Cmae.MLNet.Labels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>The two columns that a classifier adds, with the types and annotations of ML.NET's own multiclass trainers.</summary>
internal static class ClassificationColumns
{
    /// <summary>Predicted label and scores, in ML.NET's order.</summary>
    /// <param name="input">The data's columns: the new ones form a set of their own among them.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="predictedLabelColumn">Name of the column of predicted labels: a key with the label's values.</param>
    /// <param name="scoreColumn">Name of the column of probabilities, a vector with a slot for each class.</param>
    public static ScoredColumn[] Of(DataViewSchema input, ClassLabels labels, string predictedLabelColumn, string scoreColumn)
    {
        uint set = input.Max(SetOf) + 1;
        DataViewSchema.Annotations.Builder predicted = Common(set, "PredictedLabel");
        labels.AddTo(predicted, AnnotationNames.KeyValues);
        DataViewSchema.Annotations.Builder scores = Common(set, "Score");
        labels.AddTo(scores, AnnotationNames.TrainingLabelValues);
        if (labels.AreText)
            labels.AddTo(scores, AnnotationNames.SlotNames);
        return
        [
            ScoredColumn.IndexOfLargest(predictedLabelColumn, labels.Count, predicted.ToAnnotations()),
            ScoredColumn.Vector(scoreColumn, labels.Count, scores.ToAnnotations()),
        ];
    }

    private static DataViewSchema.Annotations.Builder Common(uint set, string value)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        AddText(AnnotationNames.ScoreColumnKind, "MulticlassClassification");
        AddText(AnnotationNames.ScoreValueKind, value);
        var setId = new KeyDataViewType(typeof(uint), int.MaxValue);
        annotations.Add(AnnotationNames.ScoreColumnSetId, setId, (ref uint id) => id = set);
        return annotations;

        void AddText(string kind, string text) =>
            annotations.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
    }

    private static uint SetOf(DataViewSchema.Column column)
    {
        uint set = 0;
        DataViewType? type = column.Annotations.Schema.GetColumnOrNull(AnnotationNames.ScoreColumnSetId)?.Type;
        if (type is KeyDataViewType && type.RawType == typeof(uint))
            column.Annotations.GetValue(AnnotationNames.ScoreColumnSetId, ref set);
        return set;
    }
}
