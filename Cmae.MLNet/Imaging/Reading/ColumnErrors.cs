namespace Cmae.MLNet.Imaging;

/// <summary>The errors about columns that are missing or have the wrong type, the same for data and for the shape of a pipeline.</summary>
internal static class ColumnErrors
{
    /// <summary>The image column is not among the columns.</summary>
    public static ArgumentException MissingImages(string name, IEnumerable<string> columns) =>
        new($"The image column '{name}' is not in the data, which has the columns {List(columns)}.", nameof(name));

    /// <summary>The label column is not among the columns.</summary>
    public static ArgumentException MissingLabels(string name, IEnumerable<string> columns) =>
        new($"The label column '{name}' is not in the data, which has the columns {List(columns)}.", nameof(name));

    /// <summary>The column has a type that cannot hold images.</summary>
    public static ArgumentException NotImages(string name, string type) => new(
        $"The column '{name}' is not an image column: it has the type {type}. Accepted are MLImage (as LoadImages makes them), " +
        "text (paths of image files) and vectors of Byte (the content of image files).", nameof(name));

    /// <summary>The column holds images, but not their paths.</summary>
    public static ArgumentException NotPaths(string name, string type) => new(
        $"The column '{name}' has the type {type}, but text with the paths of image files is needed.", nameof(name));

    /// <summary>The mask column is not among the columns.</summary>
    public static ArgumentException MissingMasks(string name, IEnumerable<string> columns) =>
        new($"The mask column '{name}' is not in the data, which has the columns {List(columns)}.", nameof(name));

    /// <summary>The column has a type that cannot hold masks.</summary>
    public static ArgumentException NotMasks(string name, string type) => new(
        $"The column '{name}' is not a mask column: it has the type {type}. Accepted are text (paths of mask files), MLImage " +
        "and vectors of Byte of known height and width (values of classes).", nameof(name));

    /// <summary>The label column is not a key.</summary>
    public static ArgumentException NotKeys(string name, string type) => new(
        $"The label column '{name}' has the type {type}, but a key is needed. " +
        $"Convert it with mlContext.Transforms.Conversion.MapValueToKey(\"{name}\") first.", nameof(name));

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"'{column}'"));
}
