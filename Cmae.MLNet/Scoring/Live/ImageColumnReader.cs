using Cmae.MLNet.Imaging;
using Microsoft.ML;

namespace Cmae.MLNet.Scoring;

/// <summary>Reads the images of a row's column as the squares that a model takes.</summary>
/// <param name="row">The row, or the cursor whose current row is read.</param>
/// <param name="column">The column of images.</param>
/// <param name="decoder">Decodes files and encoded bytes.</param>
/// <param name="resizer">Makes the squares.</param>
/// <remarks>One thread at a time; belongs to the row or cursor it was made for.</remarks>
internal sealed class ImageColumnReader(DataViewRow row, string column, ImageDecoder decoder, StockResizer resizer)
{
    private readonly Func<ImageSource> _read = ImageColumn.Of(row.Schema, column).Reader(row, decoder);

    /// <summary>Writes the current row's image as R,G,B planes on the 0..255 scale.</summary>
    /// <returns>What is to be told of the image's file.</returns>
    /// <exception cref="FileNotFoundException">The file that the column names does not exist.</exception>
    /// <exception cref="InvalidDataException">The row has no image, or its image cannot be read.</exception>
    public ImageTraits Read(Memory<float> planes) => _read().WritePlanes(resizer, planes);
}
