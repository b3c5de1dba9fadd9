using System.IO.Compression;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Tests.Files;

[TestClass]
public sealed class ZipEntriesTests
{
    [TestMethod]
    public void ADirectoryOfVeryManyEntriesIsRefusedBeforeItIsRead()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < 90_000; i++)
                zip.CreateEntry($"{i}", CompressionLevel.NoCompression);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.ThrowsExactly<InvalidDataException>(() => ZipEntries.Open(archive)).Message;
        StringAssert.Contains(message, "its directory of entries takes ");
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow(CompressionLevel.NoCompression)]
    [DataRow(CompressionLevel.Optimal)]
    public void AnEntryThatDiffersFromItsChecksumIsNamed(CompressionLevel level)
    {
        var content = new byte[5000];
        new Random(1).NextBytes(content);
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("a", level).Open();
            entry.Write(content);
        }
        Verify(archive);
        archive.GetBuffer()[2500] ^= 1;
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Verify(archive)).Message, "its entry 'a' is damaged: the checksum is ");
    }

    private static void Verify(Stream archive)
    {
        using ZipArchive zip = ZipEntries.Open(archive);
        zip.Entries[0].Verify();
    }
}
