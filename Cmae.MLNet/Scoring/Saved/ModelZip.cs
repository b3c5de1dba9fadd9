using System.IO.Compression;
using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Scoring;

/// <summary>Reads ONNX graphs straight from the zip archive that an ML.NET model is.</summary>
internal static class ModelZip
{
    private const string EntryName = "OnnxModel";

    /// <summary>Bytes that a graph may have beyond twice the archive's: small graphs of equal values compress well.</summary>
    private const long UnfoldingAllowed = 16 << 20;

    /// <summary>The graphs of all ONNX transformers in the archive, in its order.</summary>
    /// <param name="stream">The archive, seekable.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static IEnumerable<ModelProto> OnnxGraphs(Stream stream, string where)
    {
        using ZipArchive archive = Open(stream, where);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name == EntryName))
            yield return Read(entry, stream.Length, where);
    }

    private static ModelProto Read(ZipArchiveEntry entry, long archiveLength, string where)
    {
        try
        {
            if (entry.Length < sizeof(int))
                throw new InvalidDataException($"'{entry.FullName}' has {entry.Length} bytes");
            // weights hardly compress: an entry far larger than the archive was made to exhaust the memory
            if (entry.Length > (2 * archiveLength) + UnfoldingAllowed)
                throw new InvalidDataException(
                    $"'{entry.FullName}' unpacks to {entry.Length} bytes, while the whole archive has {archiveLength}");
            long length = ReadLength(entry);
            if (length != entry.Length - sizeof(int))
                throw new InvalidDataException($"'{entry.FullName}' claims {length} bytes and has {entry.Length - sizeof(int)}");
            entry.Verify();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"'{where}' is damaged: {exception.Message.TrimEnd('.')}. " +
                "Copy or download the file again, or save the model again.", exception);
        }
        return EncoderGraphReader.Parse(() => Graph(entry), Math.Max(entry.Length, archiveLength), where);
    }

    private static int ReadLength(ZipArchiveEntry entry)
    {
        using var reader = new BinaryReader(entry.Open());
        return reader.ReadInt32();
    }

    /// <summary>The graph's bytes, which follow their number.</summary>
    private static Stream Graph(ZipArchiveEntry entry)
    {
        Stream content = entry.Open();
        content.ReadExactly(stackalloc byte[sizeof(int)]);
        return content;
    }

    private static ZipArchive Open(Stream stream, string where)
    {
        try
        {
            ZipArchive archive = ZipEntries.Open(stream);
            _ = archive.Entries; // the directory is read when it is first asked for
            return archive;
        }
        // a damaged directory is answered with several types
        catch (Exception exception) when (
            exception is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new InvalidDataException($"'{where}' is not an ML.NET model (.zip), or is damaged: {exception.Message}", exception);
        }
    }
}
