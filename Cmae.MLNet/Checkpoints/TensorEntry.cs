namespace Cmae.MLNet.Checkpoints;

/// <summary>A tensor that a file holds: its name, element type and shape, without the values.</summary>
internal sealed record TensorEntry(string Name, ElementType Type, long[] Shape)
{
    /// <summary>The type as the file names it.</summary>
    public string StoredType { get; init; } = Type.ToString();

    /// <summary>Number of elements; 1 for a scalar.</summary>
    public long Count { get; } = Shape.Aggregate(1L, (count, extent) => checked(count * extent));

    /// <summary>The shape as messages show it.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
