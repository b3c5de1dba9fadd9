using System.Text.Json;
using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class TorchFileTests
{
    [TestMethod]
    public void AwkwardTensorsHaveTheExpectedValues()
    {
        foreach (string path in GoldenFolder.Files("*awkward*.pth"))
        {
            using TorchFile file = TorchFile.Open(path);
            using SafetensorsReader expected = SafetensorsReader.Open(path.Replace("_legacy", "").Replace(".pth", "_expected.safetensors"));
            foreach (TensorEntry entry in expected.Tensors.Values)
            {
                CollectionAssert.AreEqual(entry.Shape, file.Tensors[entry.Name].Shape, $"{path}: {entry.Name}");
                CollectionAssert.AreEqual(expected.ReadSingles(entry.Name), file.ReadSingles(entry.Name), $"{path}: {entry.Name}");
            }
        }
    }

    [TestMethod]
    [DataRow("pretrain")]
    [DataRow("finetune")]
    [DataRow("extracted")]
    public void EveryTensorHasItsNameShapeAndSum(string kind)
    {
        foreach (string set in GoldenCheckpointTests.Sets)
            AssertTensors(set, kind);
    }

    private static void AssertTensors(string set, string kind)
    {
        using SafetensorsReader expected = SafetensorsReader.Open(GoldenFolder.File(set + "_expected.safetensors"));
        using TorchFile file = TorchFile.Open(GoldenFolder.Files($"{set}_*{kind}*.pth")[0]);
        using JsonDocument list = JsonDocument.Parse(File.ReadAllBytes(GoldenFolder.Files($"{set}_*{kind}_tensors.json")[0]));
        double[] sums = [.. expected.ReadSingles($"check.{kind}.sum_f64_per_tensor").Select(sum => (double)sum)];
        int i = 0;
        foreach (JsonElement tensor in list.RootElement.EnumerateArray())
        {
            string name = tensor.GetProperty("name").GetString()!;
            CollectionAssert.AreEqual(
                tensor.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()).ToArray(), file.Tensors[name].Shape, name);
            float[] values = file.ReadSingles(name);
            double rounding = 1e-6 * values.Sum(value => Math.Abs((double)value));
            Assert.AreEqual(sums[i++], values.Sum(value => (double)value), rounding + 1e-9, name);
        }
        Assert.HasCount(i, file.Tensors);
        Assert.HasCount(i, sums);
    }

    [TestMethod]
    public void ATruncatedArchiveIsRefused()
    {
        using var folder = new TemporaryFolder();
        foreach (string path in GoldenFolder.Files("*.pth"))
        {
            byte[] bytes = File.ReadAllBytes(path);
            File.WriteAllBytes(folder["cut.pth"], bytes[..(bytes.Length * 3 / 4)]);
            StringAssert.Contains(
                Assert.ThrowsExactly<InvalidDataException>(() => TorchFile.Open(folder["cut.pth"])).Message, folder["cut.pth"]);
        }
    }

    [TestMethod]
    public void AnotherKindOfFileIsNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.pth"], "hello");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => TorchFile.Open(folder["a.pth"])).Message,
            "its first bytes are those of neither format of torch.save");
    }
}
