using System.IO.Compression;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Scoring;

/// <summary>Reads ONNX graphs straight from the zip archive that an ML.NET model is.</summary>
internal static class ModelZip
{
    private const string EntryName = "OnnxModel";

    /// <summary>Bytes that a graph may have beyond twice the archive's: small graphs of equal values compress well.</summary>
    private const long UnfoldingAllowed = 32 << 20;

    /// <summary>The graphs of all ONNX transformers in the archive, in its order.</summary>
    /// <param name="stream">The archive, seekable.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static IEnumerable<ModelProto> OnnxGraphs(Stream stream, string where)
    {
        using ZipArchive archive = Open(stream, where);
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name == EntryName))
        {
            if (entry.Length < sizeof(int))
                throw new InvalidDataException($"'{where}' is damaged: '{entry.FullName}' has {entry.Length} bytes.");
            using Stream content = entry.Open();
            using var reader = new BinaryReader(content);
            long length = reader.ReadInt32(); // the graph's bytes follow
            if (length != entry.Length - sizeof(int))
            {
                throw new InvalidDataException(
                    $"'{where}' is damaged: '{entry.FullName}' claims {length} bytes and has {entry.Length - sizeof(int)}.");
            }
            // weights hardly compress: an entry far larger than the archive was made to exhaust the memory
            if (entry.Length > (2 * stream.Length) + UnfoldingAllowed)
            {
                throw new InvalidDataException(
                    $"'{where}' is damaged: '{entry.FullName}' unpacks to {entry.Length} bytes, while the whole archive has {stream.Length}.");
            }
            yield return EncoderGraphReader.Parse(content, where);
        }
    }

    private static ZipArchive Open(Stream stream, string where)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{where}' is not an ML.NET model (.zip), or is damaged: {exception.Message}", exception);
        }
    }
}
