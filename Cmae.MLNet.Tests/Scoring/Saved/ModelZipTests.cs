using System.IO.Compression;
using Cmae.MLNet.Scoring;

namespace Cmae.MLNet.Tests.Scoring;

[TestClass]
public sealed class ModelZipTests
{
    [TestMethod]
    public void AGraphWithoutItsLengthIsDamaged()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("TransformerChain/OnnxModel").Open();
            entry.Write([1, 2, 3]);
        }
        string message = Assert.ThrowsExactly<InvalidDataException>(() => ModelZip.OnnxGraphs(archive, "a.zip").Count()).Message;
        StringAssert.Contains(message, "'a.zip' is damaged: 'TransformerChain/OnnxModel' has 3 bytes");
    }

    [TestMethod]
    public void AGraphThatUnfoldsToFarMoreThanItsArchiveIsRefusedBeforeItIsRead()
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("TransformerChain/OnnxModel").Open();
            var zeros = new byte[1 << 20];
            entry.Write(BitConverter.GetBytes(40 << 20));
            for (int i = 0; i < 40; i++)
                entry.Write(zeros);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.ThrowsExactly<InvalidDataException>(() => ModelZip.OnnxGraphs(archive, "a.zip").Count()).Message;
        StringAssert.Contains(message, "'a.zip' is damaged: 'TransformerChain/OnnxModel' unpacks to 41943044 bytes");
        Assert.IsLessThan(4 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
