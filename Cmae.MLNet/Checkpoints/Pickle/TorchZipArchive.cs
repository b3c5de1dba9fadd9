using System.IO.Compression;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>torch.save since 1.6: a .zip of <c>NAME/data.pkl</c> and <c>NAME/data/KEY</c>, all stored uncompressed.</summary>
internal sealed class TorchZipArchive : TorchArchive
{
    private readonly Stream _stream;
    private readonly ZipArchive _zip;
    private readonly HashSet<string> _verified = [];
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    /// <summary>Takes over the stream.</summary>
    public TorchZipArchive(Stream stream)
    {
        _stream = stream;
        _zip = ZipEntries.Open(stream);
        string folder = Folder();
        if (_zip.GetEntry(folder + "constants.pkl") is not null)
        {
            throw new UnsupportedCheckpointException("is a TorchScript program (torch.jit.save), not a checkpoint, " +
                "and nothing in a file is executed here. " +
                "Load it with PyTorch (torch.jit.load) and save its weights: torch.save(model.state_dict(), \"weights.pth\").");
        }
        foreach (ZipArchiveEntry entry in _zip.Entries.Where(entry => entry.FullName.StartsWith(folder, StringComparison.Ordinal)))
        {
            // a compressed entry could be far larger than the file
            if (entry.CompressedLength != entry.Length)
                throw new InvalidDataException($"its entry '{entry.FullName}' is compressed, which torch.save never does");
            if (!_entries.TryAdd(entry.FullName[folder.Length..], entry))
                throw new InvalidDataException($"its entry '{entry.FullName}' appears more than once");
        }
        if (_entries.TryGetValue("byteorder", out ZipArchiveEntry? order) && !IsLittleEndian(order))
            throw new InvalidDataException("its numbers are in big-endian order; save it on a little-endian machine");
        _entries["data.pkl"].Verify();
        using var pickle = new BufferedStream(_entries["data.pkl"].Open(), 1 << 16);
        Root = new Unpickler(pickle, new TorchBuilder()).Read();
    }

    public override object? Root { get; }

    public override long Length => _stream.Length;

    public override bool HasChecksum =>
        _entries.Where(entry => entry.Key.StartsWith("data/", StringComparison.Ordinal)).All(entry => entry.Value.HasChecksum());

    public override long StorageLength(string key) => _entries.TryGetValue("data/" + key, out ZipArchiveEntry? entry) ? entry.Length : -1;

    public override void ReadSingles(string key, long start, ElementType type, Span<float> destination)
    {
        ZipArchiveEntry entry = _entries["data/" + key];
        if (_verified.Add(key))
            entry.Verify();
        using Stream stream = entry.Open();
        new PickleBytes(stream).Skip(start);
        ElementConversion.ReadSingles(stream, type, destination);
    }

    public override void Dispose()
    {
        _zip.Dispose();
        _stream.Dispose();
    }

    private string Folder()
    {
        ZipArchiveEntry[] pickles =
            [.. _zip.Entries.Where(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal)).Take(2)];
        return pickles is [var only]
            ? only.FullName[..^"data.pkl".Length]
            : throw new InvalidDataException($"it is a .zip with {(pickles.Length == 0 ? "no" : "more than one")} 'data.pkl', " +
                "where torch.save writes one");
    }

    private static bool IsLittleEndian(ZipArchiveEntry order)
    {
        using Stream stream = order.Open();
        return stream.ReadByte() == 'l';
    }
}
