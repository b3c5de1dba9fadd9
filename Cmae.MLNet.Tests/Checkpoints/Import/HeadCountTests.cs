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
    public void MoCoV3sSmallEncoderHasTwiceTheHeads()
    {
        var moco = new NamesOnly { Tensors = NamesOnly.Of("module.base_encoder.cls_token") };
        Assert.AreEqual(12, HeadCount.Find(moco, CheckpointLayout.Timm, 384, 12).Heads);
        Assert.AreEqual(12, HeadCount.Find(moco, CheckpointLayout.Timm, 768, 12).Heads, "Its ViT-B is as usual.");
        Assert.AreEqual(6, HeadCount.Find(new NamesOnly(), CheckpointLayout.Timm, 384, 12).Heads);
    }

    [TestMethod]
    public void TimmsFirstSmallEncoderIsNamedAsOneThatGivesOtherFeatures()
    {
        const string note = "It looks like the ViT-S of timm before 0.3, whose published weights also scale the attention";
        StringAssert.Contains(HeadCount.Find(new NamesOnly(), CheckpointLayout.Timm, 768, 8).Note, note);
        foreach ((CheckpointLayout layout, int depth) in new[] { (CheckpointLayout.Official, 8), (CheckpointLayout.Timm, 12) })
        {
            string? other = HeadCount.Find(new NamesOnly(), layout, 768, depth).Note;
            Assert.IsFalse(other!.Contains(note, StringComparison.Ordinal), other);
        }
    }

    [TestMethod]
    public void TheTrainingConfigurationTells()
    {
        const string configuration = "arch=dict(\n  embed_dims=64, feedforward_channels=256,\n num_heads=8,\n num_layers=2)";
        var file = new NamesOnly { Metadata = new Dictionary<string, string> { ["cfg"] = configuration } };
        Assert.AreEqual((8, null), HeadCount.Find(file, CheckpointLayout.Official, 64, 2));
        Assert.AreNotEqual(null, HeadCount.Find(file, CheckpointLayout.Official, 128, 2).Note, "The configuration is of another width.");
    }

    [TestMethod]
    public void AConfigurationBesideAHuggingFaceFileTells()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.json"], """{"num_attention_heads": 6}""");
        Assert.AreEqual(
            (6, null), HeadCount.Find(new NamesOnly { Path = folder["model.safetensors"] }, CheckpointLayout.HuggingFace, 768, 12));
        File.WriteAllText(folder["config.json"], "[");
        Assert.AreEqual(
            12, HeadCount.Find(new NamesOnly { Path = folder["model.safetensors"] }, CheckpointLayout.HuggingFace, 768, 12).Heads);
    }

    private sealed class NamesOnly : ITensorFile
    {
        public string Path { get; init; } = "a.pth";

        public long Length => 0;

        public bool HasChecksum => false;

        public IReadOnlyDictionary<string, TensorEntry> Tensors { get; init; } = Of();

        public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

        public static Dictionary<string, TensorEntry> Of(params string[] names) =>
            names.ToDictionary(name => name, name => new TensorEntry(name, ElementType.F32, [1]));

        public void ReadSingles(string name, Span<float> destination) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
