using System.IO.Compression;
using System.Text;
using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class TorchZipArchiveTests
{
    private const string Pickle = "archive/data.pkl", Storage = "archive/data/0";

    [TestMethod]
    public void AMissingStorageIsNamed() =>
        AssertRefused(entries => entries.Remove(Storage), "the storage '0' of tensor 'a' is missing");

    [TestMethod]
    public void AStorageThatIsTooShortIsNamed() =>
        AssertRefused(entries => entries[Storage] = new byte[3], "the storage '0' of tensor 'a' has 3 bytes where 4 are needed");

    [TestMethod]
    public void BigEndianNumbersAreRefused() =>
        AssertRefused(entries => entries["archive/byteorder"] = "big"u8.ToArray(), "its numbers are in big-endian order");

    [TestMethod]
    public void AnArchiveWithoutPickleIsRefused() =>
        AssertRefused(entries => entries.Remove(Pickle), "it is a .zip with no 'data.pkl'");

    [TestMethod]
    public void CompressedEntriesAreRefused() =>
        AssertRefused(
            entries => entries[Storage] = new byte[1 << 20], "is compressed, which torch.save never does", CompressionLevel.Optimal);

    [TestMethod]
    public void AValueRepeatedBeyondTheFilesSizeIsRefused() => AssertRefused(
        entries => entries[Pickle] = Replace(entries[Pickle], "(J\u0001\0\0\0t(J\u0001\0\0\0t", "(J\u00ff\u00ff\u00ff\u007ft(J\0\0\0\0t"),
        "with tensor 'a' of shape [2147483647], its shared or repeated values come to more than");

    [TestMethod]
    public void AProgramInThePickleIsNotRun()
    {
        using var folder = new TemporaryFolder();
        string program = $"cos\nsystem\nX{(char)(6 + folder["ran"].Length)}\0\0\0touch {folder["ran"]}\u0085R";
        AssertRefused(entries => entries[Pickle] = Encoding.Latin1.GetBytes($"\u0080\u0002{program}."), "holds no dictionary of tensors");
        AssertRefused(
            entries => entries[Pickle] = Encoding.Latin1.GetBytes($"\u0080\u0002}}X\u0001\0\0\0a{program}s."), "holds no tensors by name");
        Assert.IsFalse(File.Exists(folder["ran"]));
    }

    private static void AssertRefused(
        Action<Dictionary<string, byte[]>> damage, string message, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var folder = new TemporaryFolder();
        TorchWriter.Write(folder["a.pth"], [TensorToWrite.Singles("a", [1], new float[1])], new Dictionary<string, string>());
        Dictionary<string, byte[]> entries = Entries(folder["a.pth"]);
        damage(entries);
        using (ZipArchive zip = ZipFile.Open(folder["b.pth"], ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream stream = zip.CreateEntry(name, level).Open();
                stream.Write(bytes);
            }
        }
        string actual = Assert.ThrowsExactly<InvalidDataException>(() => TorchFile.Open(folder["b.pth"])).Message;
        StringAssert.Contains(actual, folder["b.pth"]);
        StringAssert.Contains(actual, message);
    }

    private static Dictionary<string, byte[]> Entries(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return bytes;
        });
    }

    private static byte[] Replace(byte[] bytes, string old, string changed)
    {
        string text = Encoding.Latin1.GetString(bytes);
        StringAssert.Contains(text, old);
        return Encoding.Latin1.GetBytes(text.Replace(old, changed));
    }
}
