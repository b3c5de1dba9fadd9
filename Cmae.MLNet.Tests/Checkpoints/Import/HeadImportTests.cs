using System.Runtime.InteropServices;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML.OnnxRuntime;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class HeadImportTests
{
    public static IEnumerable<string> Sets => GoldenCheckpointTests.Sets;

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void AFineTunedCheckpointGivesTheReferencesLogitsThroughItsExport(string set)
    {
        using var folder = new TemporaryFolder();
        var golden = new GoldenFixture(set + "_expected.safetensors");
        CmaeClassifier read = CmaeClassifier.Load(GoldenFolder.Files(set + "_finetune*.pth")[0]);
        Assert.IsNull(read.ClassNames);
        Assert.AreEqual(1, read.Temperature);
        CmaeEncoder encoder = read.Encoder;
        // the reference's images are normalized already
        var asTheyAre =
            new CmaeImagePreprocessing(encoder.ImageSize, CmaeChannelOrder.Rgb) { Mean = new(0, 0, 0), StandardDeviation = new(1, 1, 1) };
        var unprocessed = new CmaeEncoder(encoder.Configuration with { Preprocessing = asTheyAre }, encoder.Weights);
        new CmaeClassifier(new(unprocessed, read.Weights.HeadWeight, read.Weights.HeadBias), null).ExportOnnx(folder["a.onnx"]);

        long[] shape = golden.Shape("in.img");
        using var session = new InferenceSession(folder["a.onnx"]);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(golden.Floats("in.img"), shape);
        using RunOptions options = new();
        using var outputs = session.Run(options, ["image"], [input], ["logits"]);
        Scoring.SavedChainTests.AssertClose([golden.Floats("finetune.logits")], [outputs[0].GetTensorDataAsSpan<float>().ToArray()]);
        Assert.AreEqual(golden.Integer("num_classes"), read.ClassCount);
    }

    [TestMethod]
    [DataRow("", "head.head", CmaeStateDictLayout.Official)]
    [DataRow("", "head", CmaeStateDictLayout.Timm)]
    [DataRow("module.", "module.head", CmaeStateDictLayout.Timm)]
    [DataRow("module.model.", "module.classifier", CmaeStateDictLayout.Timm)]
    [DataRow("model.", "head", CmaeStateDictLayout.Timm)]
    public void HeadsAreFoundByTheirNames(string prefix, string module, CmaeStateDictLayout layout)
    {
        using var folder = new TemporaryFolder();
        ClassifierWeights classifier = Encoders.RandomClassifier.Create(3);
        Write(folder["a.safetensors"], classifier.Encoder, layout, module, classifier.HeadWeight, classifier.HeadBias, prefix);
        CmaeClassifier read = CmaeClassifier.Load(folder["a.safetensors"]);
        CollectionAssert.AreEqual(classifier.HeadWeight.Values.ToArray(), read.Weights.HeadWeight.Values.ToArray());
        CollectionAssert.AreEqual(classifier.HeadBias.Values.ToArray(), read.Weights.HeadBias.Values.ToArray());
    }

    [TestMethod]
    [DataRow("""{"label_names": ["cat", "dog", "bird"]}""", new[] { "cat", "dog", "bird" })]
    [DataRow("""{"id2label": {"2": "bird", "0": "cat", "1": "dog"}}""", new[] { "cat", "dog", "bird" })]
    [DataRow("""{"label_names": ["cat", "dog"]}""", null)]
    [DataRow("""{"label_names": ["cat", "dog", "cat"]}""", null)]
    [DataRow("""{"label_names": ["cat", "dog", 3]}""", null)]
    [DataRow("""{"label_names": ["cat", "dog", ""]}""", null)]
    [DataRow("""{"label_names": "cat"}""", null)]
    [DataRow("""{"id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}}""", null)]
    public void ClassesHaveTheNamesOfTheConfigurationIfItHasOneForEach(string configuration, string[]? names)
    {
        using var folder = new TemporaryFolder();
        ClassifierWeights classifier = Encoders.RandomClassifier.Create(3);
        Write(folder["a.safetensors"], classifier.Encoder, CmaeStateDictLayout.Timm, "head", classifier.HeadWeight, classifier.HeadBias);
        File.WriteAllText(folder["config.json"], configuration);
        CollectionAssert.AreEqual(names, CmaeClassifier.Load(folder["a.safetensors"]).ClassNames?.ToArray());
    }

    [TestMethod]
    public void AHeadThatDoesNotFitIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        Write(folder["a.safetensors"], RandomEncoder.Create(), CmaeStateDictLayout.Official, "head.head", new([3, 4], new float[12]),
            new([3], new float[3]));
        AssertRefused(
            folder["a.safetensors"], "the head does not fit the encoder: The head's weight has shape [3, 4] where [3, 16] is needed");
        AssertRefused(GoldenFolder.Files("*_extracted.pth")[0], "holds an encoder and no classification head");
    }

    [TestMethod]
    public void AHeadThatClaimsMoreThanItsFileHasIsRefusedBeforeItIsRead()
    {
        using var folder = new TemporaryFolder();
        ClassifierWeights classifier = Encoders.RandomClassifier.Create(3);
        Write(folder["a.safetensors"], classifier.Encoder, CmaeStateDictLayout.Official, "head.head", classifier.HeadWeight,
            classifier.HeadBias);
        using var file = new ExpandedHead(SafetensorsReader.Open(folder["a.safetensors"]));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => HeadImport.Read(file)).Message,
            "'head.head.weight' claims the shape [1000000000, 16], more values than the file has bytes");
    }

    private static void Write(
        string path,
        CmaeEncoder encoder,
        CmaeStateDictLayout layout,
        string module,
        CmaeWeightTensor weight,
        CmaeWeightTensor bias,
        string prefix = "") =>
        SafetensorsWriter.Write(
            path,
            [
                .. EncoderStateDict.Tensors(encoder, layout).Select(tensor => Renamed(tensor, prefix)),
                Tensor(module + ".weight", weight),
                Tensor(module + ".bias", bias),
            ],
            new Dictionary<string, string> { ["format"] = "pt" });

    private static TensorToWrite Renamed(TensorToWrite tensor, string prefix) =>
        TensorToWrite.Singles(prefix + tensor.Entry.Name, tensor.Entry.Shape, MemoryMarshal.Cast<byte, float>(tensor.Bytes).ToArray());

    private static TensorToWrite Tensor(string name, CmaeWeightTensor tensor) =>
        TensorToWrite.Singles(name, [.. tensor.Shape], tensor.Values);

    private static void AssertRefused(string path, string message)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => CmaeClassifier.Load(path));
        StringAssert.Contains(exception.Message, path);
        StringAssert.Contains(exception.Message, message);
    }

    /// <summary>A head whose few stored values are repeated, as a tensor expanded with a stride of 0 in a .pth file is.</summary>
    private sealed class ExpandedHead(ITensorFile file) : ITensorFile
    {
        public string Path => file.Path;

        public long Length => file.Length;

        public bool HasChecksum => file.HasChecksum;

        public IReadOnlyDictionary<string, TensorEntry> Tensors { get; } = file.Tensors.Values.ToDictionary(
            entry => entry.Name, entry =>
                entry.Name == "head.head.weight" ? new TensorEntry(entry.Name, entry.Type, [1_000_000_000, 16]) : entry);

        public IReadOnlyDictionary<string, string> Metadata => file.Metadata;

        public void ReadSingles(string name, Span<float> destination) => file.ReadSingles(name, destination);

        public void Dispose() => file.Dispose();
    }
}
