using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// Adds a vector of Single of known size to a schema shape. Only ML.NET itself can construct such a column: it is taken from a mapping that never runs
/// for it.
/// </summary>
internal static class FeatureShape
{
    public static SchemaShape Append(SchemaShape input, string column)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Vector));
        definition[nameof(Vector.Values)].ColumnName = column;
        return new MLContext().Transforms
            .CustomMapping<Nothing, Vector>((_, _) => { }, contractName: null, outputSchemaDefinition: definition)
            .GetOutputSchema(input);
    }

    private sealed class Nothing;

    private sealed class Vector
    {
        [VectorType(1)] // a shape knows that the size is known, not what it is
        public float[] Values { get; set; } = [];
    }
}
