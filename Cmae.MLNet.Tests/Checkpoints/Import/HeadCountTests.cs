using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class HeadCountTests
{
    [TestMethod]
    [DataRow(768, 12, 12)]
    [DataRow(768, 8, 8)]
    [DataRow(1024, 24, 16)]
    [DataRow(1280, 32, 16)]
    [DataRow(192, 12, 3)]
    [DataRow(128, 6, 4)]
    [DataRow(50, 2, 1)]
    public void PublishedSizesHaveTheirHeads(int width, int depth, int heads)
    {
        (int actual, string? note) = HeadCount.Find(new NamesOnly(), CheckpointLayout.Official, width, depth);
        Assert.AreEqual(heads, actual);
        StringAssert.Contains(note, $"{heads} are assumed for a width of {width} (option Heads)");
    }

    [TestMethod]
    public void TheTrainingConfigurationTells()
    {
        var file = new NamesOnly { Metadata = new Dictionary<string, string> { ["cfg"] = "arch=dict(\n  embed_dims=64, feedforward_channels=256,\n num_heads=8,\n num_layers=2)" } };
        Assert.AreEqual((8, null), HeadCount.Find(file, CheckpointLayout.Official, 64, 2));
        Assert.AreNotEqual(null, HeadCount.Find(file, CheckpointLayout.Official, 128, 2).Note, "The configuration is of another width.");
    }

    [TestMethod]
    public void AConfigurationBesideAHuggingFaceFileTells()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.json"], """{"num_attention_heads": 6}""");
        Assert.AreEqual((6, null), HeadCount.Find(new NamesOnly { Path = folder["model.safetensors"] }, CheckpointLayout.HuggingFace, 768, 12));
        File.WriteAllText(folder["config.json"], "[");
        Assert.AreEqual(12, HeadCount.Find(new NamesOnly { Path = folder["model.safetensors"] }, CheckpointLayout.HuggingFace, 768, 12).Heads);
    }

    private sealed class NamesOnly : ITensorFile
    {
        public string Path { get; init; } = "a.pth";

        public long Length => 0;

        public bool HasChecksum => false;

        public IReadOnlyDictionary<string, TensorEntry> Tensors { get; } = new Dictionary<string, TensorEntry>();

        public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

        public void ReadSingles(string name, Span<float> destination) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
