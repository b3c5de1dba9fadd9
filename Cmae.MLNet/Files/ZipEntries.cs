using System.IO.Compression;

namespace Cmae.MLNet.Files;

/// <summary>Opens .zip archives that other programs wrote: what they claim is bounded, and their content is compared with its checksum.</summary>
internal static class ZipEntries
{
    /// <summary>Room for tens of thousands of entries; a checkpoint has hundreds.</summary>
    private const int LongestDirectory = 4 << 20;

    private const int EndRecordLength = 22, LongestComment = 65535;

    /// <summary>Opens an archive whose directory is not absurdly long: every entry costs many times the memory that it takes in the file.</summary>
    /// <param name="stream">The archive, seekable; it is not disposed with the archive.</param>
    /// <exception cref="InvalidDataException">The archive is damaged, or its directory is too long.</exception>
    public static ZipArchive Open(Stream stream)
    {
        if (DirectoryLength(stream) is { } length && length > LongestDirectory)
            throw new InvalidDataException($"its directory of entries takes {length} bytes, where at most {LongestDirectory} are read");
        stream.Position = 0;
        return new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
    }

    /// <summary>Whether an entry has a checksum. Writers can be told to leave it out (PyTorch's set_crc32_options), and then store 0.</summary>
    public static bool HasChecksum(this ZipArchiveEntry entry) => entry.Crc32 != 0 || entry.Length == 0;

    /// <summary>Reads an entry to its end and compares its checksum.</summary>
    /// <exception cref="InvalidDataException">The entry is damaged.</exception>
    public static void Verify(this ZipArchiveEntry entry)
    {
        if (!entry.HasChecksum())
            return;
        using Stream content = entry.Open();
        using var checksum = new Crc32Stream(content);
        checksum.Drain();
        entry.Compare(checksum.Checksum);
    }

    /// <summary>Compares the checksum of an entry's content with the one that the archive has for it.</summary>
    /// <exception cref="InvalidDataException">They differ.</exception>
    public static void Compare(this ZipArchiveEntry entry, uint actual)
    {
        if (entry.HasChecksum() && entry.Crc32 != actual)
            throw new InvalidDataException($"its entry '{entry.FullName}' is damaged: " +
                $"the checksum is {actual:x8} where the archive says {entry.Crc32:x8}");
    }

    /// <summary>Bytes from the directory's start to the record at the end of the archive; null if there is no such record.</summary>
    private static long? DirectoryLength(Stream stream)
    {
        int length = (int)Math.Min(stream.Length, EndRecordLength + LongestComment);
        stream.Position = stream.Length - length;
        var end = new byte[length];
        stream.ReadExactly(end);
        int record = end.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (record < 0 || record + EndRecordLength > length)
            return null;
        uint start = BitConverter.ToUInt32(end, record + 16);
        if (start != uint.MaxValue)
            return stream.Length - length + record - start;
        int wide = end.AsSpan(0, record).LastIndexOf("PK\u0006\u0006"u8);
        return wide < 0 || wide + 56 > record ? null : stream.Length - length + record - BitConverter.ToInt64(end, wide + 48);
    }
}
