using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Takes the rows of a decoded image and makes an image of them on the way: blocks of pixels averaged, and turned as the origin says. So neither
/// needs memory for a second image.
/// </summary>
internal sealed class PixelRows
{
    private const int BytesPerPixel = 4;

    private readonly int _factor, _rowBytes, _width, _height;
    private readonly SKEncodedOrigin _origin;
    private readonly bool _hasSixteenBits;
    private readonly byte[] _row;
    private readonly PixelImage _image;
    private byte _brightest;

    /// <param name="info">Size of the decoded image, four bytes a pixel.</param>
    /// <param name="factor">Side of the blocks that become a pixel.</param>
    /// <param name="origin">How the rows have to be turned.</param>
    /// <param name="hasSixteenBits">Whether the values had 16 bits before they were cut to 8.</param>
    public PixelRows(SKImageInfo info, int factor, SKEncodedOrigin origin, bool hasSixteenBits)
    {
        (_factor, _rowBytes, _origin, _hasSixteenBits) = (factor, info.RowBytes, origin, hasSixteenBits);
        (_width, _height) = (info.Width / factor, info.Height / factor);
        _image = ImageOrientation.IsSideways(origin) ? new PixelImage(_height, _width) : new PixelImage(_width, _height);
        _row = new byte[3 * _width];
    }

    /// <summary>Rows of the result before it is turned.</summary>
    public int Count => _height;

    /// <summary>Adds the rows of the decoded image that become row <paramref name="y"/>.</summary>
    public void Write(ReadOnlySpan<byte> strip, int y)
    {
        if (_hasSixteenBits)
            _brightest = Math.Max(_brightest, Brightest(strip));
        if (ImageOrientation.IsUpright(_origin))
        {
            Average(strip, _image.Pixels.AsSpan(3 * y * _width, 3 * _width));
            return;
        }
        Average(strip, _row);
        ImageOrientation.WriteRow(_row, y, _height, _image, _origin);
    }

    /// <summary>The image, once all rows were written.</summary>
    /// <param name="header">Where they came from.</param>
    public PixelImage Complete(ImageHeader header) => _image.With(header.Traits(_brightest, _origin));

    /// <summary>The largest red, green or blue value of pixels of four bytes.</summary>
    public static byte Brightest(ReadOnlySpan<byte> pixels)
    {
        byte brightest = 0;
        for (int i = 0; i < pixels.Length; i += BytesPerPixel)
            brightest = Math.Max(brightest, Math.Max(pixels[i], Math.Max(pixels[i + 1], pixels[i + 2])));
        return brightest;
    }

    /// <summary>Writes the means of factor × factor blocks. An incomplete block at the right edge is left out.</summary>
    private void Average(ReadOnlySpan<byte> strip, Span<byte> row)
    {
        int count = _factor * _factor;
        for (int x = 0; x < _width; x++)
        {
            int red = count / 2, green = red, blue = red;
            for (int line = 0; line < _factor; line++)
            {
                ReadOnlySpan<byte> block = strip.Slice(line * _rowBytes + x * _factor * BytesPerPixel, _factor * BytesPerPixel);
                for (int i = 0; i < block.Length; i += BytesPerPixel)
                {
                    red += block[i];
                    green += block[i + 1];
                    blue += block[i + 2];
                }
            }
            (row[3 * x], row[3 * x + 1], row[3 * x + 2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
        }
    }
}
