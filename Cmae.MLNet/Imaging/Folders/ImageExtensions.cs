namespace Cmae.MLNet.Imaging;

/// <summary>Which files of a folder are taken for images, by their extensions; whether they are shows when they are read.</summary>
internal static class ImageExtensions
{
    /// <summary>The extensions, each with its point. Many are other names of JPEG (.jfif, .jpe) or BMP (.dib).</summary>
    public static readonly IReadOnlyList<string> All =
        [".apng", ".bmp", ".dib", ".gif", ".jfif", ".jif", ".jpe", ".jpeg", ".jpg", ".pjp", ".pjpeg", ".png", ".webp"];

    private static readonly HashSet<string> s_all = new(All, StringComparer.OrdinalIgnoreCase);

    // What file managers and this library leave beside the images.
    private static readonly HashSet<string> s_companions =
        new([ImageFolder.SplitFileName, "Thumbs.db", "ehthumbs.db", "desktop.ini"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is taken for an image.</summary>
    public static bool IsImage(string name) => s_all.Contains(Path.GetExtension(name));

    /// <summary>Whether a file that is not an image need not be mentioned.</summary>
    public static bool IsCompanion(string name) => s_companions.Contains(name);
}
