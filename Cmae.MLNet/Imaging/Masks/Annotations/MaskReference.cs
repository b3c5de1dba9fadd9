namespace Cmae.MLNet.Imaging;

/// <summary>Where the mask of an image is: a file of its own, or one image of an annotation file, written as <c>file.json#image name</c>.</summary>
/// <param name="Path">The file.</param>
/// <param name="Image">The image in it; null for a file of one mask.</param>
internal readonly record struct MaskReference(string Path, string? Image)
{
    private const string Separator = ".json#";

    /// <summary>Whether the file is an annotation file.</summary>
    public bool IsAnnotations => Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the text of a column of masks.</summary>
    public static MaskReference Parse(string text) => text.IndexOf(Separator, StringComparison.OrdinalIgnoreCase) is var found and >= 0
        ? new(text[..(found + Separator.Length - 1)], text[(found + Separator.Length)..])
        : new(text, null);

    public override string ToString() => Image is null ? Path : $"{Path}#{Image}";
}
