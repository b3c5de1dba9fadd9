using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Tests.Encoders;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class ClassifierGraphTests
{
    private const int Side = 18; // of a random encoder's images

    public static IEnumerable<object[]> FineTuned =>
        Tests.GoldenFolder.Configurations("_finetune.safetensors").Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(FineTuned))]
    public void TheLogitsAreTheReferences(string name)
    {
        var fixture = new GoldenFixture(name + "_finetune.safetensors");
        var stored = new GoldenFixture(name + "_finetune_weights.safetensors");
        CmaeEncoder encoder = EncoderGraphTests.Encoder(stored, "backbone.", CmaeOutputNorm.AfterPooling);
        var classifier = new ClassifierWeights(encoder, Weight(ClassifierWeights.HeadWeightName), Weight(ClassifierWeights.HeadBiasName));
        using Tensor expected = fixture.Tensor("logits");
        ModelProto graph = ClassifierGraph.Batched(classifier, flip: false);
        float[] logits = Run(graph, fixture.Floats("in.img"), (int)expected.shape[0], encoder.ImageSize, "logits");
        using Tensor actual = tensor(logits, expected.shape);
        GoldenTolerance.AssertClose(fixture, "logits", actual);

        CmaeWeightTensor Weight(string weight) => new(stored.Shape(weight), stored.Floats(weight));
    }

    [TestMethod]
    [DataRow(1f)]
    [DataRow(2.5f)]
    public void ProbabilitiesAreTheSoftmaxOfTheLogitsOverTheTemperature(float temperature)
    {
        ModelProto graph = ClassifierGraph.Batched(RandomClassifier.Create(5, temperature: temperature), flip: false);
        float[] planes = Planes(3);
        float[] logits = Run(graph, planes, 3, Side, "logits");
        float[] probabilities = Run(graph, planes, 3, Side, "probabilities");
        for (int row = 0; row < 3; row++)
        {
            double[] exponentials = [.. logits.Skip(5 * row).Take(5).Select(logit => Math.Exp(logit / temperature))];
            for (int i = 0; i < 5; i++)
                Assert.AreEqual(exponentials[i] / exponentials.Sum(), probabilities[(5 * row) + i], 1e-5);
        }
    }

    [TestMethod]
    [DataRow(CmaeOutputNorm.AfterPooling)]
    [DataRow(CmaeOutputNorm.BeforePooling)]
    public void FlippingAveragesTheLogitsOfTheImageAndItsMirrorImage(CmaeOutputNorm norm)
    {
        ClassifierWeights classifier = RandomClassifier.Create(4, norm);
        float[] planes = Planes(2);
        float[] mirrored = [.. planes.Chunk(Side).SelectMany(row => row.Reverse())];
        float[] one = Run(ClassifierGraph.Batched(classifier, flip: false), planes, 2, Side, "logits");
        float[] other = Run(ClassifierGraph.Batched(classifier, flip: false), mirrored, 2, Side, "logits");
        float[] both = Run(ClassifierGraph.Batched(classifier, flip: true), planes, 2, Side, "logits");
        for (int i = 0; i < both.Length; i++)
            Assert.AreEqual((one[i] + other[i]) / 2, both[i], 1e-5);
        Assert.AreNotEqual(one[0], other[0], 1e-4);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TheGraphOfOneImageGivesTheMappedLogits(bool flip)
    {
        ClassifierWeights classifier = RandomClassifier.Create(3);
        var map = new LogitMap([0, 2, 0, 1, 0, 0, 0, 0, 3], [1, 0, 0]);
        float[] planes = Planes(1);
        float[] logits = Run(ClassifierGraph.Batched(classifier, flip), planes, 1, Side, "logits");
        float[] mapped = Run(ClassifierGraph.SingleImage(classifier, flip, map, "image", "out", null), planes, 1, Side, "out");
        SavedAssert([(2 * logits[1]) + 1, logits[0], 3 * logits[2]], mapped);

        static void SavedAssert(float[] expected, float[] actual) => Scoring.SavedChainTests.AssertClose([expected], [actual]);
    }

    private static float[] Planes(int count) => [.. Enumerable.Range(0, count * 3 * Side * Side).Select(i => (float)(i * 7 % 253))];

    private static float[] Run(ModelProto graph, float[] planes, int count, int side, string output)
    {
        using var session = new InferenceSession(graph.ToByteArray());
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(planes, [count, 3, side, side]);
        using RunOptions options = new();
        using var outputs = session.Run(options, ["image"], [input], [output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
