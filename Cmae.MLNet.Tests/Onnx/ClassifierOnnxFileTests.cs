using Cmae.MLNet.Artifacts;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class ClassifierOnnxFileTests
{
    [TestMethod]
    public void AnExportedClassifierIsReadBackBitExactAndSoIsItsEncoder()
    {
        using var folder = new TemporaryFolder();
        ClassifierWeights weights = RandomClassifier.Create(4, temperature: 0.9f);
        new CmaeClassifier(weights, ["a", "b", "c", "d"]).ExportOnnx(folder["a.onnx"], flip: true);
        CmaeClassifier read = CmaeClassifier.Load(folder["a.onnx"]);
        RandomEncoder.AssertSame(weights.Encoder, read.Encoder);
        RandomEncoder.AssertSame(weights.Encoder, CmaeEncoder.Load(folder["a.onnx"]));
        CollectionAssert.AreEqual(weights.HeadWeight.Values.ToArray(), read.Weights.HeadWeight.Values.ToArray());
        Assert.AreEqual(0.9f, read.Temperature);
        CollectionAssert.AreEqual(new[] { "a", "b", "c", "d" }, read.ClassNames!.ToArray());
    }

    [TestMethod]
    public void AnEncodersFilesHoldNoClassifier()
    {
        using var folder = new TemporaryFolder();
        EncoderOnnxFile.Save(RandomEncoder.Create(), folder["a.onnx"]);
        SavedModel.Save(RandomEncoder.Create(), folder["a.zip"]);
        File.WriteAllText(folder["a.png"], "PNG");
        AssertRefused<InvalidDataException>(() => CmaeClassifier.Load(folder["a.onnx"]), "holds no classifier");
        AssertRefused<InvalidDataException>(() => CmaeClassifier.Load(folder["a.zip"]), "holds no CMAE classifier");
        AssertRefused<ArgumentException>(() => CmaeClassifier.Load(folder["a.png"]), "is not of a known kind");
        AssertRefused<InvalidOperationException>(
            () => CmaeClassifier.FromModel(new TransformerChain<ITransformer>()), "There is no CMAE classifier in the model");
    }

    private static void AssertRefused<TException>(Action load, string message)
        where TException : Exception => StringAssert.Contains(Assert.ThrowsExactly<TException>(load).Message, message);
}
