using Cmae.MLNet;
using Cmae.MLNet.Imaging;

namespace Microsoft.ML;

public static partial class CmaeDataCatalog
{
    /// <summary>Finds the images of a column that are missing, truncated or not images, before any work is put into them.</summary>
    /// <remarks>
    /// Reads the data once and decodes every image in full, on all processors; no pixels are kept. ML.NET's own loading notices less: it
    /// may load a missing image as black and the missing part of a truncated one as gray.
    /// </remarks>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">The data.</param>
    /// <param name="imageColumnName">A column of MLImage, of text with paths, or of vectors of Byte with encoded images.</param>
    /// <param name="maxImageFileBytes">
    /// Bytes that a file may have; a larger one counts as unreadable. The default value is 256 MB. At most 2 GB.
    /// </param>
    /// <param name="maxImagePixels">
    /// Pixels that an image may have; a larger one counts as unreadable. The default value is 120 million. At most 500 million.
    /// </param>
    /// <param name="cancellationToken">Cancels the check between two images.</param>
    /// <returns>One entry for each unreadable image, in the order of the rows; none if all can be read.</returns>
    /// <exception cref="ArgumentException">The column is missing or is not an image column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    /// <exception cref="OperationCanceledException">The check was canceled.</exception>
    public static IReadOnlyList<CmaeUnreadableImage> FindUnreadableImages(
        this DataOperationsCatalog catalog,
        IDataView data,
        string imageColumnName = "ImagePath",
        long maxImageFileBytes = ImageLimits.DefaultFileBytes,
        long maxImagePixels = ImageLimits.DefaultPixels,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrWhiteSpace(imageColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxImageFileBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxImageFileBytes, ImageLimits.MostFileBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxImagePixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxImagePixels, ImageLimits.MostPixels);
        return ImageCheck.Unreadable(data, imageColumnName, new ImageLimits(maxImageFileBytes, maxImagePixels), cancellationToken);
    }
}
