using Cmae.MLNet.Imaging;
using Microsoft.ML;

namespace Cmae.MLNet.Scoring;

/// <summary>The schema of data with scored columns appended, and which input columns the columns of it need.</summary>
/// <remarks>Immutable. Input columns keep their indices; the scored ones come last and hide input columns of the same names.</remarks>
internal sealed class ScoredSchema
{
    private readonly DataViewSchema.Column _image;
    private readonly IReadOnlyList<ScoredColumn> _scored;

    public ScoredSchema(DataViewSchema input, string imageColumn, params IReadOnlyList<ScoredColumn> scored)
    {
        (_image, _scored) = (ImageColumn.Of(input, imageColumn).Column, scored);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        foreach (ScoredColumn column in scored)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        (Input, Output) = (input, builder.ToSchema());
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Output { get; }

    /// <summary>What an output column is that scoring adds; null for a column that is passed through.</summary>
    public ScoredColumn? Scored(DataViewSchema.Column column) => column.Index >= Input.Count ? _scored[column.Index - Input.Count] : null;

    /// <summary>The input column that an output column passes through.</summary>
    public DataViewSchema.Column Source(DataViewSchema.Column column) => Input[column.Index];

    /// <summary>Whether any of the output columns is scored.</summary>
    public bool AnyScored(IEnumerable<DataViewSchema.Column> columns) => columns.Any(column => Scored(column) is not null);

    /// <summary>The input columns that hand their values through to the given output columns.</summary>
    public DataViewSchema.Column[] HandedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        [.. columns.Where(c => Scored(c) is null).Select(Source).DistinctBy(c => c.Index)];

    /// <summary>The input columns that the given output columns need, including the images for the scored ones.</summary>
    public DataViewSchema.Column[] Dependencies(IEnumerable<DataViewSchema.Column> columns)
    {
        DataViewSchema.Column[] needed = [.. columns];
        DataViewSchema.Column[] images = AnyScored(needed) ? [_image] : [];
        return [.. HandedThrough(needed).Concat(images).DistinctBy(c => c.Index)];
    }
}
