using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class ShardedTensorFileTests
{
    [TestMethod]
    public void AnEncoderInTwoShardsIsRead()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        TensorToWrite[] tensors = ForeignFiles.HuggingFace(encoder);
        Write(folder, tensors);
        CmaeEncoder loaded = CmaeEncoder.Load(folder["model.safetensors.index.json"], new CmaeImportOptions { Heads = 4 });
        foreach ((string name, CmaeWeightTensor tensor) in encoder.Weights)
            CollectionAssert.AreEqual(tensor.Values.ToArray(), loaded.Weights[name].Values.ToArray(), name);
    }

    [TestMethod]
    [DataRow("""{"weight_map":{"x":"../one.safetensors"}}""", "only names of files beside the index are followed")]
    [DataRow("""{"weight_map":{"x":"one.safetensors"}}""", "puts tensor 'x' into 'one.safetensors', which lacks it")]
    [DataRow("""{"weight_map":{"x":1}}""", "is not an index of shards")]
    [DataRow("""{}""", "is not an index of shards")]
    [DataRow("""{"weight_map":{"x":null}}""", "only names of files beside the index are followed")]
    public void ADamagedIndexIsNamed(string index, string message)
    {
        using var folder = new TemporaryFolder();
        Write(folder, ForeignFiles.HuggingFace(RandomEncoder.Create()));
        File.WriteAllText(folder["model.safetensors.index.json"], index);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["model.safetensors.index.json"])).Message, message);
    }

    [TestMethod]
    public void AMissingShardIsNamed()
    {
        using var folder = new TemporaryFolder();
        Write(folder, ForeignFiles.HuggingFace(RandomEncoder.Create()));
        File.Delete(folder["two.safetensors"]);
        StringAssert.Contains(
            Assert.ThrowsExactly<FileNotFoundException>(() => CmaeEncoder.Load(folder["model.safetensors.index.json"])).Message,
            "two.safetensors");
    }

    private static void Write(TemporaryFolder folder, TensorToWrite[] tensors)
    {
        ForeignFiles.Write(folder["one.safetensors"], tensors[..10]);
        ForeignFiles.Write(folder["two.safetensors"], tensors[10..]);
        string map = string.Join(",", tensors.Select((tensor, i) => $"\"{tensor.Entry.Name}\":\"{(i < 10 ? "one" : "two")}.safetensors\""));
        File.WriteAllText(folder["model.safetensors.index.json"], "{\"weight_map\":{" + map + "}}");
    }
}
