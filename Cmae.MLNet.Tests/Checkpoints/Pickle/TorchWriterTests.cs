using System.IO.Compression;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class TorchWriterTests
{
    [TestMethod]
    public void AnEncoderComesBackBitExactFromPth()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create(CmaeOutputNorm.AfterPooling);
        encoder.Save(folder["a.pth"]);
        RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder["a.pth"]));
    }

    [TestMethod]
    public void EntriesAreStoredUnderTheNamesThatTorchLoadReads()
    {
        using var folder = new TemporaryFolder();
        TensorToWrite[] tensors = [TensorToWrite.Singles("a", [2, 1], new float[2]), TensorToWrite.Singles("b", [], new float[1])];
        TorchWriter.Write(folder["a.pth"], tensors, new Dictionary<string, string> { ["k"] = "v" });
        using (ZipArchive zip = ZipFile.OpenRead(folder["a.pth"]))
        {
            CollectionAssert.AreEqual(
                new[] { "archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/data/1", "archive/version" },
                zip.Entries.Select(entry => entry.FullName).ToArray());
            Assert.IsTrue(zip.Entries.All(entry => entry.Length == entry.CompressedLength));
        }
        TorchWriter.Write(folder["b.pth"], tensors, new Dictionary<string, string> { ["k"] = "v" });
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["a.pth"]), File.ReadAllBytes(folder["b.pth"]));
        using TorchFile file = TorchFile.Open(folder["a.pth"]);
        CollectionAssert.AreEqual(new long[] { 2, 1 }, file.Tensors["a"].Shape);
        Assert.AreEqual("v", file.Metadata["k"]);
    }

    [TestMethod]
    public void OnlySinglesAreWritten()
    {
        using var folder = new TemporaryFolder();
        Assert.ThrowsExactly<ArgumentException>(
            () => TorchWriter.Write(folder["a.pth"], [TensorToWrite.Int64s("a", [], new long[1])], new Dictionary<string, string>()));
        Assert.IsEmpty(folder.Names);
    }
}
