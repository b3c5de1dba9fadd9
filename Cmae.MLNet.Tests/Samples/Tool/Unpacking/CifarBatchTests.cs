using Cmae.MLNet.Samples.Tool.Unpacking;

namespace Cmae.MLNet.Tests.Samples.Tool.Unpacking;

[TestClass]
public sealed class CifarBatchTests
{
    [TestMethod]
    public void PlanesBecomePixels()
    {
        CifarBatch batch = Read(CifarFiles.Batch(2, 0), classCount: 3);
        Assert.AreEqual((2, 2, 0), (batch.Count, batch.LabelOf(0), batch.LabelOf(1)));
        byte[] pixels = batch.PixelsOf(1);
        const int row = 3, column = 30, offset = 4 * ((row * CifarBatch.Side) + column);
        CollectionAssert.AreEqual(
            new byte[]
            {
                CifarFiles.Pixel(1, 0, row, column), CifarFiles.Pixel(1, 1, row, column), CifarFiles.Pixel(1, 2, row, column), 255,
            },
            pixels[offset..(offset + 4)]);
    }

    [TestMethod]
    public void ATruncatedFileIsRefused()
    {
        StringAssert.EndsWith(
            Message(CifarFiles.Batch(0, 1)[..^1]), "batch.bin' is empty or truncated: it has 6,145 bytes, and records of 3,073 bytes are "
                + "expected. Copy or download it again.");
        StringAssert.Contains(Message([]), "it has 0 bytes");
    }

    [TestMethod]
    public void ALabelWithoutNameIsRefused() =>
        StringAssert.EndsWith(
            Message(CifarFiles.Batch(0, 3)), "batch.bin', record 1 (counted from 0): the label is 3, but there are names "
                + "of 3 classes only.");

    private static string Message(byte[] content) => Assert.ThrowsExactly<InvalidDataException>(() => Read(content, classCount: 3)).Message;

    private static CifarBatch Read(byte[] content, int classCount)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["batch.bin"], content);
        return CifarBatch.Read(new(folder["batch.bin"]), classCount);
    }
}
