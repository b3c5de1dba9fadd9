using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Imaging;

/// <summary>Tells the images of data views apart without decoding files.</summary>
internal static class ImageFingerprint
{
    /// <summary>
    /// A hash of the images in their order: of paths, with the size and time of each file; of encoded bytes; of the pixels of an MLImage.
    /// </summary>
    public static string Of(IDataView data, string imageColumn)
    {
        ImageColumn column = ImageColumn.Of(data.Schema, imageColumn);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using DataViewRowCursor cursor = data.GetRowCursor([column.Column]);
        Action append = Appender(column, cursor, hash);
        while (cursor.MoveNext())
            append();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Action Appender(ImageColumn column, DataViewRow row, IncrementalHash hash)
    {
        switch (column.Kind)
        {
            case ImageColumnKind.Path:
                ValueGetter<ReadOnlyMemory<char>> path = row.GetGetter<ReadOnlyMemory<char>>(column.Column);
                ReadOnlyMemory<char> name = default;
                return () =>
                {
                    path(ref name);
                    var file = new FileInfo(name.Length == 0 ? " " : name.ToString());
                    hash.AppendData(Encoding.UTF8.GetBytes(
                        file.Exists ? $"{name} {file.Length} {file.LastWriteTimeUtc.Ticks}\0" : $"{name}\0"));
                };
            case ImageColumnKind.EncodedBytes:
                ValueGetter<VBuffer<byte>> bytes = row.GetGetter<VBuffer<byte>>(column.Column);
                VBuffer<byte> content = default;
                return () =>
                {
                    bytes(ref content);
                    Append([.. content.DenseValues()], content.Length, 1);
                };
            default:
                Func<ImageSource> image = column.Reader(row, ImageDecoder.AsStored);
                return () =>
                {
                    ImageSource source = image();
                    try
                    {
                        PixelImage pixels = source.Load(null);
                        Append(pixels.Pixels, pixels.Width, pixels.Height);
                    }
                    catch (InvalidDataException) // training decides what becomes of it
                    {
                        Append(Encoding.UTF8.GetBytes(source.Name), 0, 0);
                    }
                };
        }

        void Append(ReadOnlySpan<byte> content, int width, int height)
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([width, height]));
            hash.AppendData(content);
        }
    }
}
