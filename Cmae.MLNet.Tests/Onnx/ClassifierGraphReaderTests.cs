using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class ClassifierGraphReaderTests
{
    [TestMethod]
    [DataRow(CmaeOutputNorm.AfterPooling)]
    [DataRow(CmaeOutputNorm.BeforePooling)]
    public void AClassifierIsReadBackBitExact(CmaeOutputNorm norm)
    {
        ClassifierWeights classifier = RandomClassifier.Create(3, norm, temperature: 1.1f);
        ModelProto graph = ClassifierGraph.Batched(classifier, flip: true, ["a", "b \"c\"", "ü"]);
        CmaeClassifier read = ClassifierGraphReader.Read(graph, "a.onnx");
        ClassifierWeights weights = read.Weights;
        RandomEncoder.AssertSame(classifier.Encoder, weights.Encoder);
        CollectionAssert.AreEqual(classifier.HeadWeight.Values.ToArray(), weights.HeadWeight.Values.ToArray());
        CollectionAssert.AreEqual(classifier.HeadBias.Values.ToArray(), weights.HeadBias.Values.ToArray());
        Assert.AreEqual(1.1f, weights.Temperature);
        CollectionAssert.AreEqual(new[] { "a", "b \"c\"", "ü" }, read.ClassNames!.ToArray());
    }

    [TestMethod]
    public void AnEncoderIsNotAClassifier()
    {
        Assert.IsFalse(ClassifierGraphReader.HoldsClassifier(EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch)));
        Assert.IsTrue(ClassifierGraphReader.HoldsClassifier(ClassifierGraph.Batched(RandomClassifier.Create(2), flip: false)));
    }

    [TestMethod]
    public void DamageIsNamed()
    {
        AssertRefused(model => Remove(model, "head.head.weight"), "'head.head.weight' of shape [3, 16] is missing");
        AssertRefused(model => Remove(model, "head.head.bias"), "'head.head.weight' has shape [3, 16] where");
        AssertRefused(model => Set(model, ClassifierGraph.TemperatureKey, "warm"), "its classifier cannot be read");
        AssertRefused(model => Set(model, ClassifierGraph.TemperatureKey, "-1"), "The temperature is -1");
        AssertRefused(model => Set(model, ClassifierGraph.ClassesKey, "["), "its classifier cannot be read");

        static void Remove(ModelProto model, string name) =>
            model.Graph.Initializer.Remove(model.Graph.Initializer.First(tensor => tensor.Name == name));

        static void Set(ModelProto model, string key, string value) => model.MetadataProps.First(pair => pair.Key == key).Value = value;
    }

    private static void AssertRefused(Action<ModelProto> damage, string message)
    {
        ModelProto model = ClassifierGraph.Batched(RandomClassifier.Create(3), flip: false, ["a", "b", "c"]);
        damage(model);
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => ClassifierGraphReader.Read(model, "a.onnx"));
        StringAssert.Contains(exception.Message, "'a.onnx'");
        StringAssert.Contains(exception.Message, message);
    }
}
