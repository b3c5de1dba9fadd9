using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Reporting.Features;

/// <summary>The directions in which vectors differ most, by ML.NET's PCA.</summary>
internal static class PrincipalComponents
{
    /// <summary>Every vector's coordinates along the first components, the strongest first.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="vectors">Vectors of one length.</param>
    /// <param name="count">How many components.</param>
    public static float[][] Of(MLContext ml, IReadOnlyList<float[]> vectors, int count)
    {
        SchemaDefinition schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Vector)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, vectors[0].Length);
        IDataView rows = ml.Data.LoadFromEnumerable(vectors.Select(vector => new Row { Vector = vector }), schema);
        return [.. ml.Transforms.ProjectToPrincipalComponents(
            "Components", nameof(Row.Vector), rank: Math.Min(count, vectors[0].Length), seed: 1)
            .Fit(rows).Transform(rows).GetColumn<float[]>("Components")];
    }

    private sealed class Row
    {
        public float[] Vector { get; init; } = [];
    }
}
