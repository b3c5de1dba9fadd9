using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Evaluation;

/// <summary>The rows of a data view with features and labels; checks that they can be evaluated.</summary>
internal sealed class LabeledFeatures
{
    private readonly IDataView _data;
    private readonly DataViewSchema.Column _features;
    private readonly string _rows;

    private LabeledFeatures(IDataView data, string rows, LabelColumn label, DataViewSchema.Column features, int width) =>
        (_data, _rows, Label, _features, Width) = (data, rows, label, features, width);

    /// <summary>The label column.</summary>
    public LabelColumn Label { get; }

    /// <summary>Number of features in a row.</summary>
    public int Width { get; }

    /// <summary>Finds the columns and checks their types.</summary>
    /// <param name="data">The data.</param>
    /// <param name="rows">The name of its rows in messages, such as "train rows".</param>
    /// <param name="labelColumn">Name of a column of keys.</param>
    /// <param name="featureColumn">Name of a column of vectors of Single.</param>
    /// <exception cref="ArgumentException">A column is missing or has another type.</exception>
    public static LabeledFeatures Of(IDataView data, string rows, string labelColumn, string featureColumn)
    {
        LabelColumn label = LabelColumn.Of(data.Schema, labelColumn);
        if (data.Schema.GetColumnOrNull(featureColumn) is not { } features)
        {
            throw new ArgumentException(
                $"The feature column '{featureColumn}' is not in the {rows}, which have the columns " +
                $"{string.Join(", ", data.Schema.Select(known => $"'{known.Name}'"))}.", nameof(featureColumn));
        }
        if (features.Type is not VectorDataViewType { ItemType: NumberDataViewType { RawType: var item }, Size: > 0 and var width }
            || item != typeof(float))
        {
            throw new ArgumentException(
                $"The feature column '{featureColumn}' of the {rows} has the type {features.Type} " +
                "where a vector of Single of known size is needed. " +
                "Create it with CmaeFeaturize, or from other columns with mlContext.Transforms.Concatenate.", nameof(featureColumn));
        }
        return new(data, rows, label, features, width);
    }

    /// <summary>Checks that a classifier that was trained on other rows can classify these.</summary>
    /// <exception cref="ArgumentException">The features have another length, or the keys mean other classes.</exception>
    public void RequireLike(LabeledFeatures train)
    {
        if (Width != train.Width)
        {
            throw new ArgumentException(
                $"The feature column '{_features.Name}' has {Width} values in the {_rows} and {train.Width} in the {train._rows}. " +
                "Compute both with the same encoder and kind of features.");
        }
        if (!Label.HasClassesOf(train.Label))
        {
            throw new ArgumentException(
                $"The {Label.ClassCount} classes of the label column '{Label.Column.Name}' in the {_rows} are not the " +
                $"{train.Label.ClassCount} classes in the {train._rows}: the same keys stand for other values. " +
                "Transform both with the same fitted MapValueToKey.");
        }
    }

    /// <summary>Reads the rows one after the other, each into a new array.</summary>
    /// <exception cref="ArgumentException">At the end: there are no rows, or some have no label or features that are not finite.</exception>
    public IEnumerable<FeatureRow> Read() => Read(message => throw new ArgumentException(
        $"{message} Filter them out with mlContext.Data.FilterRowsByMissingValues."));

    private IEnumerable<FeatureRow> Read(Action<string> onUnusable)
    {
        using DataViewRowCursor cursor = _data.GetRowCursor([Label.Column, _features]);
        Func<int> label = Label.Reader(cursor);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(_features);
        VBuffer<float> buffer = default;
        (long count, long unlabeled, long firstUnlabeled, long unusable, long firstUnusable) = (0, 0, 0, 0, 0);
        for (; PipelineErrors.MoveOn(cursor); count++)
        {
            var features = new float[Width];
            getter(ref buffer);
            buffer.CopyTo(features);
            int value = label();
            if (value < 0 && unlabeled++ == 0)
                firstUnlabeled = count;
            bool usable = Array.TrueForAll(features, float.IsFinite);
            if (!usable && unusable++ == 0)
                firstUnusable = count;
            if (value >= 0 && usable)
                yield return new FeatureRow { Features = features, Label = (uint)value };
        }
        if (count == 0)
            throw new ArgumentException($"There are no {_rows}.");
        if (unlabeled > 0)
            throw new ArgumentException(Label.MissingMessage(_rows, unlabeled, count, firstUnlabeled));
        if (unusable > 0)
        {
            onUnusable(
                $"{unusable} of {count} {_rows} have features in the column '{_features.Name}' that are not finite numbers, " +
                $"the first is row {firstUnusable} (counted from 0): an image that could not be read, or a missing value.");
        }
    }

    /// <summary>Reads all rows, to train on them.</summary>
    /// <exception cref="ArgumentException">As <see cref="Read()"/>, or all rows have the same label.</exception>
    public FeatureRow[] ReadForTraining() => RequireClasses([.. Read()]);

    /// <summary>Reads all rows, to train on them, except those whose features are not finite, which are counted in a warning.</summary>
    /// <exception cref="ArgumentException">There are no rows, some have no label, or all have the same.</exception>
    public FeatureRow[] ReadForTraining(Action<string> warn) => RequireClasses([.. Read(message => warn($"{message} They are left out."))]);

    private FeatureRow[] RequireClasses(FeatureRow[] rows)
    {
        if (rows.Length == 0)
            throw new ArgumentException($"None of the {_rows} has finite features in the column '{_features.Name}'.");
        return Array.Exists(rows, row => row.Label != rows[0].Label)
            ? rows
            : throw new ArgumentException(
                $"All {_rows} have the same label, {Label.NameOf((int)rows[0].Label)}, in the column '{Label.Column.Name}': " +
                "a classifier needs at least 2 classes.");
    }
}
