using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;

namespace Microsoft.ML;

/// <summary>Folders of images as data views.</summary>
public static partial class CmaeDataCatalog
{
    /// <summary>
    /// Lists a folder of images as a data view with the text columns <c>ImagePath</c> (the full path) and <c>Label</c>.
    /// </summary>
    /// <remarks>
    /// <para>The folder may have sub-folders: the name of the first one in a path is the label, and images directly in the folder have an empty
    /// label. If there is a file <c>split.csv</c> in the folder (first line <c>path,label,split</c>; paths relative to the folder; split is
    /// train, val or test), the images are those that it lists, with its labels. Rows are in ordinal order of the relative paths, on every
    /// system. The content of the files is not checked.</para>
    /// <para>Accepted extensions are apng, bmp, dib, gif, jfif, jif, jpe, jpeg, jpg, pjp, pjpeg, png and webp. Links are followed; every real folder
    /// is visited once. Hidden files and folders, and folders that file managers and systems make (<c>@eaDir</c>, <c>#recycle</c>,
    /// <c>__MACOSX</c>, <c>$RECYCLE.BIN</c>, <c>System Volume Information</c>, <c>lost+found</c>), are passed over. Warnings in the
    /// context's log, from sources that start with "Cmae", report everything else that is left out: files with other extensions, counted; links that
    /// lead nowhere; folders without permission; names that are not UTF-8, which .NET cannot open; folders without images; and in split.csv,
    /// classes without a train row and rows without a label.</para>
    /// </remarks>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of split.csv to take: <c>train</c>, <c>val</c> or <c>test</c>. The default value is null: all images.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="ArgumentException">The split is not one of the three.</exception>
    /// <exception cref="FileNotFoundException">A split is requested but there is no split.csv, or split.csv lists an image that does not exist.</exception>
    /// <exception cref="InvalidDataException">There is no image, or split.csv is malformed; the message names file and line.</exception>
    public static IDataView LoadImageFolder(this DataOperationsCatalog catalog, string folder, string? split = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Load(catalog, ImageFolder.List(folder, split));
    }

    /// <summary>
    /// The same as <see cref="LoadImageFolder"/>, for a classifier: every image must have a label.
    /// </summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of split.csv to take: <c>train</c>, <c>val</c> or <c>test</c>. The default value is null: all images.</param>
    /// <returns>A data view with the text columns <c>ImagePath</c> (the full path) and <c>Label</c>.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="ArgumentException">The split is not one of the three.</exception>
    /// <exception cref="FileNotFoundException">A split is requested but there is no split.csv, or split.csv lists an image that does not exist.</exception>
    /// <exception cref="InvalidDataException">
    /// An image has no label, there is no image, or split.csv is malformed; the message names file and line.
    /// </exception>
    public static IDataView LoadLabeledImageFolder(this DataOperationsCatalog catalog, string folder, string? split = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return Load(catalog, ImageFolder.ListLabeled(folder, split));
    }

    /// <summary>Lists the splits that the <c>split.csv</c> of a folder of images has rows of, in the order <c>train</c>, <c>val</c>, <c>test</c>.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="folder">The folder.</param>
    /// <returns>The names that <see cref="LoadImageFolder"/> takes for this folder; none if it has no split.csv.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">split.csv is malformed; the message names file and line.</exception>
    public static IReadOnlyList<string> ListImageFolderSplits(this DataOperationsCatalog catalog, string folder)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return ImageFolder.Splits(folder);
    }

    private static IDataView Load(DataOperationsCatalog catalog, ImageFolderListing listing)
    {
        WarningLog.Write(MLContextInternals.EnvironmentOf(catalog), "Cmae image folder", listing.Warnings);
        return catalog.LoadFromEnumerable(listing.Rows);
    }
}
