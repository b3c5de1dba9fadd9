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
    private readonly Action<Reading> _read;

    public ImageColumnReader(DataViewRow row, string column, int side)
    {
        (_row, _column) = (row, column);
        DataViewSchema.Column source = row.Schema[column];
        _read = ImageColumn.KindIn(row.Schema, column) switch
        {
            ImageColumnKind.Image => FromImages(row.GetGetter<MLImage?>(source)),
            ImageColumnKind.Path => FromPaths(row.GetGetter<ReadOnlyMemory<char>>(source)),
            _ => FromBytes(row.GetGetter<VBuffer<byte>>(source)),
        };
        _resizer = new ImageResizer(side);
    }

    private delegate void Reading(MLImage? image, string description);

    /// <summary>Writes the current row's image as R,G,B planes on the 0..255 scale.</summary>
    /// <exception cref="FileNotFoundException">The file that the column names does not exist.</exception>
    /// <exception cref="InvalidDataException">The row has no image, or what it has cannot be decoded.</exception>
    public void Read(Memory<float> planes) => _read((image, description) =>
    {
        if (image is null)
            throw new InvalidDataException($"{description} in row {_row.Position} of column '{_column}' is no image that can be decoded.");
        _resizer.WritePlanes(image, planes.Span);
    });

    private static Action<Reading> FromImages(ValueGetter<MLImage?> getter)
    {
        MLImage? image = null; // handed back at the next row: who made it disposes it then, as ML.NET's columns do
        return reading =>
        {
            getter(ref image);
            reading(image, "The empty value");
        };
    }

    private static Action<Reading> FromPaths(ValueGetter<ReadOnlyMemory<char>> getter)
    {
        ReadOnlyMemory<char> path = default;
        return reading =>
        {
            getter(ref path);
            string file = path.ToString();
            if (!File.Exists(file))
                throw new FileNotFoundException($"The image file '{file}' does not exist.", file);
            Decode(File.ReadAllBytes(file), $"The file '{file}'", reading);
        };
    }

    private static Action<Reading> FromBytes(ValueGetter<VBuffer<byte>> getter)
    {
        VBuffer<byte> bytes = default;
        return reading =>
        {
            getter(ref bytes);
            Decode([.. bytes.DenseValues()], "The value", reading);
        };
    }

    private static void Decode(byte[] encoded, string description, Reading reading)
    {
        MLImage? image = null;
        try
        {
            image = MLImage.CreateFromStream(new MemoryStream(encoded));
        }
        catch (ArgumentException)
        {
            // no image: the reading says so, with the row
        }
        using (image)
            reading(image, description);
    }

    public void Dispose() => _resizer.Dispose();
}
