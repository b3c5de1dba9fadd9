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
    [DataRow("*pretrain*.pth", "*pretrain_tensors.json", "check.pretrain.sum_f64_per_tensor")]
    [DataRow("*finetune*.pth", "*finetune_tensors.json", "check.finetune.sum_f64_per_tensor")]
    [DataRow("*extracted*.pth", "*extracted_tensors.json", "check.extracted.sum_f64_per_tensor")]
    public void EveryTensorHasItsNameShapeAndSum(string checkpoints, string lists, string check)
    {
        using SafetensorsReader expected = SafetensorsReader.Open(GoldenFolder.Files("ckpt_expected.safetensors")[0]);
        using TorchFile file = TorchFile.Open(GoldenFolder.Files(checkpoints)[0]);
        using JsonDocument list = JsonDocument.Parse(File.ReadAllBytes(GoldenFolder.Files(lists)[0]));
        double[] sums = [.. expected.ReadSingles(check).Select(sum => (double)sum)];
        int i = 0;
        foreach (JsonElement tensor in list.RootElement.EnumerateArray())
        {
            string name = tensor.GetProperty("name").GetString()!;
            CollectionAssert.AreEqual(tensor.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64()).ToArray(), file.Tensors[name].Shape, name);
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
            StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => TorchFile.Open(folder["cut.pth"])).Message, folder["cut.pth"]);
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
