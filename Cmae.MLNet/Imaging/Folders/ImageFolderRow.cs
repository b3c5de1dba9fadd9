namespace Cmae.MLNet.Imaging;

/// <summary>One image of an <see cref="ImageFolder"/>: a row of its data view.</summary>
internal sealed class ImageFolderRow
{
    /// <summary>Full path of the file.</summary>
    public string ImagePath { get; init; } = "";

    /// <summary>The class; empty if it is not known.</summary>
    public string Label { get; init; } = "";
}
