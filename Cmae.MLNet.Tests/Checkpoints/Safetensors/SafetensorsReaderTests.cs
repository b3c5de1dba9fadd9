using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class SafetensorsReaderTests
{
    [TestMethod]
    public void AnAbsurdHeaderLengthIsRefusedBeforeAnythingIsAllocated()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.safetensors"], [255, 255, 255, 255, 255, 255, 255, 127, (byte)'{', (byte)'}']);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.ThrowsExactly<InvalidDataException>(() => SafetensorsReader.Open(folder["a.safetensors"])).Message;
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        StringAssert.Contains(
            message, "its first 8 bytes say that the header is 9223372036854775807 bytes long, where the file has 10 bytes");
    }

    [TestMethod]
    public void AFileShorterThanAHeaderLengthIsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.safetensors"], [1, 2, 3]);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => SafetensorsReader.Open(folder["a.safetensors"])).Message,
            "it has 3 bytes, too few for a header");
    }

    [TestMethod]
    public void AMissingFileIsNamed()
    {
        var exception = Assert.ThrowsExactly<FileNotFoundException>(() => SafetensorsReader.Open("no-such.safetensors"));
        StringAssert.Contains(exception.Message, "There is no checkpoint file 'no-such.safetensors'");
    }

    [TestMethod]
    public void EveryGoldenFileOpens()
    {
        string[] files = GoldenFolder.Files("*.safetensors");
        foreach (string path in files)
        {
            using SafetensorsReader file = SafetensorsReader.Open(path);
            foreach (TensorEntry entry in file.Tensors.Values)
                Assert.HasCount((int)entry.Count, file.ReadSingles(entry.Name), $"{path}: {entry.Name}");
        }
    }
}
