using Cmae.MLNet;
using Cmae.MLNet.Imaging;
using Microsoft.ML.Data;

namespace Microsoft.ML;

public static partial class CmaeDataCatalog
{
    /// <summary>
    /// Finds the images that two sets both have, by the content of their files: copies under another name, hard links and symbolic links. Figures
    /// that are measured on images that were learned from are too good.
    /// </summary>
    /// <remarks>
    /// Compares lengths first, then a few bytes from the middle of files of the same length, and reads files in full only if these are equal too.
    /// Files that cannot be read are passed over. Pictures that were saved again, in another size or format, are not found.
    /// </remarks>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="first">Data with a column of paths, such as the training data.</param>
    /// <param name="second">Data with the same column, such as the test data.</param>
    /// <param name="imageColumnName">A column of text with paths, in both.</param>
    /// <returns>An entry for each image of <paramref name="second"/> that is in <paramref name="first"/> as well, in ordinal order of its path.</returns>
    /// <exception cref="ArgumentException">The column is missing or does not hold paths.</exception>
    public static IReadOnlyList<CmaeSharedImage> FindSharedImages(
        this DataOperationsCatalog catalog, IDataView first, IDataView second, string imageColumnName = "ImagePath")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentException.ThrowIfNullOrWhiteSpace(imageColumnName);
        return SharedImages.Find(Paths(first, imageColumnName), Paths(second, imageColumnName));
    }

    private static IEnumerable<string> Paths(IDataView data, string column) =>
        ImageColumn.Of(data.Schema, column) is { Kind: ImageColumnKind.Path }
            ? data.GetColumn<string>(column).Where(path => !string.IsNullOrEmpty(path))
            : throw ColumnErrors.NotPaths(column, data.Schema[column].Type.ToString()!);
}
