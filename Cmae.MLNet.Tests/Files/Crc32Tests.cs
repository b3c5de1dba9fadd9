using Cmae.MLNet.Files;

namespace Cmae.MLNet.Tests.Files;

[TestClass]
public sealed class Crc32Tests
{
    [TestMethod]
    [DataRow("", 0u)]
    [DataRow("123456789", 0xCBF43926u)] // the check value that the standard gives
    [DataRow("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void PublishedValuesComeOut(string text, uint expected) =>
        Assert.AreEqual(expected, Of(System.Text.Encoding.ASCII.GetBytes(text)));

    [TestMethod]
    public void PartsOfAnyLengthGiveTheSame()
    {
        byte[] bytes = new byte[1000];
        new Random(1).NextBytes(bytes);
        for (int cut = 0; cut < 40; cut++)
        {
            var parts = new Crc32();
            parts.Append(bytes.AsSpan(0, cut));
            parts.Append(bytes.AsSpan(cut));
            Assert.AreEqual(Of(bytes), parts.Value, $"cut at {cut}");
        }
    }

    private static uint Of(byte[] bytes)
    {
        var checksum = new Crc32();
        checksum.Append(bytes);
        return checksum.Value;
    }
}
