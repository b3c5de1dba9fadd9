using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// Adds the columns of a segmentation model to a schema shape. Only ML.NET itself can construct such columns: they are taken from mappings
/// that never run for it.
/// </summary>
internal static class SegmentationShape
{
    public static SchemaShape Append(SchemaShape input, SegmentationScoring scoring)
    {
        SchemaShape shape = Append<ByteVector>(input, scoring.LabelMapColumn);
        shape = Append<FloatVector>(shape, scoring.ClassSharesColumn);
        if (scoring.ProbabilitiesColumn is { } probabilities)
            shape = Append<FloatVector>(shape, probabilities);
        return scoring.PictureColumn is { } picture ? Append<Picture>(shape, picture) : shape;
    }

    private static SchemaShape Append<T>(SchemaShape input, string column)
        where T : class, new()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(T));
        definition["Value"].ColumnName = column;
        return new MLContext().Transforms
            .CustomMapping<Nothing, T>((_, _) => { }, contractName: null, outputSchemaDefinition: definition)
            .GetOutputSchema(input);
    }

    private sealed class Nothing;

    private sealed class ByteVector
    {
        [VectorType(1)] // a shape knows that the size is known, not what it is
        public byte[] Value { get; set; } = [];
    }

    private sealed class FloatVector
    {
        [VectorType(1)]
        public float[] Value { get; set; } = [];
    }

    private sealed class Picture
    {
        [ImageType(1, 1)]
        public MLImage? Value { get; set; }
    }
}
