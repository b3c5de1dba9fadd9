using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Reads the images of a row's column as planes of pixels, whatever form the column has.</summary>
/// <remarks>One thread at a time; belongs to the row or cursor it was made for.</remarks>
internal sealed class ImageColumnReader : IDisposable
{
    private readonly DataViewRow _row;
    private readonly string _column;
    private readonly ImageResizer _resizer;
    private readonly Action<Memory<float>> _read;

    public ImageColumnReader(DataViewRow row, string column, int side)
    {
        (_row, _column, _resizer) = (row, column, new ImageResizer(side));
        DataViewSchema.Column source = row.Schema[column];
        _read = ImageColumnKinds.Of(row.Schema, column) switch
        {
            ImageColumnKind.Image => FromImages(row.GetGetter<MLImage?>(source)),
            ImageColumnKind.Path => FromPaths(row.GetGetter<ReadOnlyMemory<char>>(source)),
            _ => FromBytes(row.GetGetter<VBuffer<byte>>(source)),
        };
    }

    private string Place => $"row {_row.Position} (counted from 0) of column '{_column}'";

    /// <summary>Writes the current row's image as R,G,B planes on the 0..255 scale.</summary>
    /// <exception cref="FileNotFoundException">The file that the column names does not exist.</exception>
    /// <exception cref="InvalidDataException">The row has no image, or what it has cannot be read.</exception>
    public void Read(Memory<float> planes) => _read(planes);

    private Action<Memory<float>> FromImages(ValueGetter<MLImage?> getter)
    {
        MLImage? image = null; // handed back at the next row: who made it disposes it then, as ML.NET's columns do
        return planes =>
        {
            try
            {
                getter(ref image);
                if (image is not null)
                    _resizer.WritePlanes(image, planes.Span);
            }
            catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
            {
                // The pipeline before us loads the image in this call; its own exceptions say neither row nor column.
                throw new InvalidDataException($"The image in {Place} cannot be read: {exception.Message}", exception);
            }
            if (image is null)
                throw Missing();
        };
    }

    private Action<Memory<float>> FromPaths(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> path = default;
        return planes =>
        {
            getter(ref path);
            if (path.IsEmpty)
                throw Missing();
            string file = path.ToString();
            if (!File.Exists(file))
                throw new FileNotFoundException($"The image file '{file}' ({Place}) does not exist.", file);
            Write(ImageDecoder.DecodeAsStored(File.ReadAllBytes(file), $"The image file '{file}' ({Place})"), planes);
        };
    }

    private Action<Memory<float>> FromBytes(ValueGetter<VBuffer<byte>> getter)
    {
        VBuffer<byte> content = default;
        return planes =>
        {
            getter(ref content);
            if (content.Length == 0)
                throw Missing();
            Write(ImageDecoder.Decode([.. content.DenseValues()], $"The image in {Place}"), planes);
        };
    }

    private void Write(PixelImage pixels, Memory<float> planes)
    {
        var opaque = new byte[4 * pixels.Width * pixels.Height];
        for (int from = 0, to = 0; to < opaque.Length; from += 3, to += 4)
        {
            pixels.Pixels.AsSpan(from, 3).CopyTo(opaque.AsSpan(to));
            opaque[to + 3] = byte.MaxValue;
        }
        using MLImage image = MLImage.CreateFromPixels(pixels.Width, pixels.Height, MLPixelFormat.Rgba32, opaque);
        _resizer.WritePlanes(image, planes.Span);
    }

    private InvalidDataException Missing() => new($"There is no image in {Place}: the value is empty.");

    public void Dispose() => _resizer.Dispose();
}
