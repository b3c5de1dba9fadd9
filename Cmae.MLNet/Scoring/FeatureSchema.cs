using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>The schema of data with one column of features appended, and which input columns the columns of it need.</summary>
/// <remarks>Immutable. Input columns keep their indices; the features come last and hide an input column of the same name.</remarks>
internal sealed class FeatureSchema
{
    private readonly DataViewSchema.Column _image;

    public FeatureSchema(DataViewSchema input, string imageColumn, string featureColumn, int featureLength)
    {
        _image = ImageColumn.Of(input, imageColumn).Column;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumn(featureColumn, new VectorDataViewType(NumberDataViewType.Single, featureLength));
        (Input, Output) = (input, builder.ToSchema());
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Output { get; }

    /// <summary>Whether an output column is the features.</summary>
    public bool IsFeatures(DataViewSchema.Column column) => column.Index == Input.Count;

    /// <summary>The input column that an output column other than the features hands through.</summary>
    public DataViewSchema.Column Source(DataViewSchema.Column column) => Input[column.Index];

    /// <summary>The input columns that hand their values through to the given output columns.</summary>
    public DataViewSchema.Column[] HandedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        [.. columns.Where(c => !IsFeatures(c)).Select(Source).DistinctBy(c => c.Index)];

    /// <summary>The input columns that the given output columns need, the images for the features included.</summary>
    public DataViewSchema.Column[] Dependencies(IEnumerable<DataViewSchema.Column> columns)
    {
        DataViewSchema.Column[] needed = [.. columns];
        DataViewSchema.Column[] images = needed.Any(IsFeatures) ? [_image] : [];
        return [.. HandedThrough(needed).Concat(images).DistinctBy(c => c.Index)];
    }
}
