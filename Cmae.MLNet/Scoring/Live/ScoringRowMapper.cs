using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Adds scores to single rows: what a prediction engine runs on.</summary>
internal sealed class ScoringRowMapper(ScoredSchema schema, ImageScorer scorer) : IRowToRowMapper
{
    private readonly ImageScorer _scorer = scorer.ForRows();

    public DataViewSchema InputSchema => schema.Input;

    public DataViewSchema OutputSchema => schema.Output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        schema.Dependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        if (!ReferenceEquals(input.Schema, InputSchema))
            throw new ArgumentException("The row's schema is not the one that this mapper was made for.", nameof(input));
        return new ScoredRow(input, schema, _scorer, [.. activeColumns]);
    }
}
