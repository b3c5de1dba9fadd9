using System.IO.Compression;
using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Scoring;

/// <summary>Reads ONNX graphs straight from the zip archive that an ML.NET model is.</summary>
internal static class ModelZip
{
    private const string EntryName = "OnnxModel";

    /// <summary>Bytes that an entry may have beyond a multiple of the archive's: small graphs of equal values compress well.</summary>
    private const long UnfoldingAllowed = 16 << 20;

    /// <summary>How many times as large as the archive other entries may be, such as the words of a dictionary.</summary>
    private const int MostUnfolding = 100;

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

    /// <summary>Compares all other entries with their checksums, which ML.NET does not do.</summary>
    /// <param name="stream">The archive, seekable.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static void VerifyOthers(Stream stream, string where)
    {
        using ZipArchive archive = Open(stream, where);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name != EntryName))
        {
            Check(where, () =>
            {
                RequireLength(entry, stream.Length, MostUnfolding);
                entry.Verify();
            });
        }
    }

    private static ModelProto Read(ZipArchiveEntry entry, long archiveLength, string where)
    {
        Check(where, () =>
        {
            if (entry.Length < sizeof(int))
                throw new InvalidDataException($"'{entry.FullName}' has {entry.Length} bytes");
            // weights hardly compress
            RequireLength(entry, archiveLength, 2);
            long length = ReadLength(entry);
            if (length != entry.Length - sizeof(int))
                throw new InvalidDataException($"'{entry.FullName}' claims {length} bytes and has {entry.Length - sizeof(int)}");
            entry.Verify();
        });
        return EncoderGraphReader.Parse(() => Graph(entry), Math.Max(entry.Length, archiveLength), where);
    }

    /// <summary>An entry that is far larger than the archive was made to exhaust memory or time.</summary>
    private static void RequireLength(ZipArchiveEntry entry, long archiveLength, int unfolding)
    {
        if (entry.Length > (unfolding * archiveLength) + UnfoldingAllowed)
        {
            throw new InvalidDataException(
                $"'{entry.FullName}' unpacks to {entry.Length} bytes, while the whole archive has {archiveLength}");
        }
    }

    private static void Check(string where, Action check)
    {
        try
        {
            check();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"'{where}' is damaged: {exception.Message.TrimEnd('.')}. " +
                "Copy or download the file again, or save the model again.", exception);
        }
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
