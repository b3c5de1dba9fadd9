using System.IO.Compression;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Writes the zip format of torch.save, for torch.load and the codes that build on it.</summary>
internal static class TorchWriter
{
    /// <summary>torch.load takes the folder's name from the archive itself; this one is its default.</summary>
    private const string Folder = "archive/";

    /// <summary>A fixed date, so that the same weights give the same bytes.</summary>
    private static readonly DateTimeOffset s_date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes <c>{'state_dict': tensors, 'meta': meta}</c> atomically. The archive's checksums are those of the .zip format.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<TensorToWrite> tensors, IReadOnlyDictionary<string, string> meta)
    {
        TensorToWrite[] all = [.. tensors];
        byte[] pickle = PickleWriter.StateDictionary(all, meta);
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            Add(zip, "data.pkl", pickle);
            Add(zip, "byteorder", "little"u8);
            for (int i = 0; i < all.Length; i++)
                Add(zip, $"data/{i}", all[i].Bytes);
            Add(zip, "version", "3\n"u8);
        });
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> bytes)
    {
        // torch.load maps entries as they stand: they must not be compressed
        ZipArchiveEntry entry = zip.CreateEntry(Folder + name, CompressionLevel.NoCompression);
        entry.LastWriteTime = s_date;
        using Stream stream = entry.Open();
        stream.Write(bytes);
    }
}
