using System.IO.Compression;

namespace Cmae.MLNet.Imaging;

/// <summary>The rows of a PNG's pixels, from the first on.</summary>
/// <remarks>Holds two rows; never reads more than the header announces. Dispose.</remarks>
/// <param name="file">The file.</param>
/// <param name="name">What messages call it, at the start of a sentence.</param>
internal sealed class PngRows(PngFile file, string name) : IDisposable
{
    private readonly ZLibStream _data = new(new MemoryStream(file.Data), CompressionMode.Decompress);
    private byte[] _row = new byte[file.Header.RowBytes];
    private byte[] _above = new byte[file.Header.RowBytes];
    private int _count;

    /// <summary>The bytes of the next row; valid until the next call.</summary>
    /// <exception cref="InvalidDataException">The data is cut off or damaged.</exception>
    public ReadOnlySpan<byte> Next()
    {
        (_row, _above) = (_above, _row);
        Span<byte> filter = [0];
        Fill(filter);
        Fill(_row);
        if (!PngFilter.Undo(filter[0], _row, _above, file.Header.PixelBytes))
        {
            throw new InvalidDataException(
                $"{name} is damaged in row {_count}: there is no filter {filter[0]}. Copy or download it again.");
        }
        _count++;
        return _row;
    }

    public void Dispose() => _data.Dispose();

    private void Fill(Span<byte> bytes)
    {
        try
        {
            _data.ReadExactly(bytes);
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            throw new InvalidDataException(
                $"{name} is truncated or damaged: {_count} of its {file.Header.Height} rows of pixels could be read. " +
                "Copy or download it again.",
                exception);
        }
    }
}
