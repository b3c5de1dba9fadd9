using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Tests.Encoders;
using Google.Protobuf;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class EncoderOnnxFileTests
{
    [TestMethod]
    [DataRow(CmaeOutputNorm.BeforePooling, CmaeFeatureKind.MeanPatch)]
    [DataRow(CmaeOutputNorm.AfterPooling, CmaeFeatureKind.ClassToken)]
    [DataRow(CmaeOutputNorm.None, CmaeFeatureKind.PatchTokens)]
    public void AnExportedEncoderIsReadBackBitExact(CmaeOutputNorm norm, CmaeFeatureKind kind)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create(norm);
        encoder.ExportOnnx(folder["a.onnx"], kind);
        RandomEncoder.AssertSame(encoder, EncoderOnnxFile.Load(folder["a.onnx"]).Encoder);
        CollectionAssert.AreEqual(new[] { "a.onnx" }, folder.Names);
    }

    [TestMethod]
    public void AForeignModelIsRefusedByName()
    {
        ModelProto model = EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch);
        model.MetadataProps.Clear();
        AssertRefused(model.ToByteArray(), "holds no CMAE encoder: the ONNX metadata 'cmae.encoder' is missing");
    }

    [TestMethod]
    public void AMissingWeightIsNamed() => AssertRefused(
        Damaged(graph => graph.Initializer.Remove(graph.Initializer.First(t => t.Name == "pos_embed"))),
        "the weight 'pos_embed' of shape [1, 17, 16] is missing");

    [TestMethod]
    public void AWeightOfAnotherShapeIsNamed() => AssertRefused(
        Damaged(graph => graph.Initializer.First(t => t.Name == "cls_token").Dims[2] = 15),
        "the weight 'cls_token' has shape [1, 1, 15] where the configuration needs [1, 1, 16]");

    [TestMethod]
    public void AWeightCutShortIsNamed() => AssertRefused(
        Damaged(graph => graph.Initializer.First(t => t.Name == "cls_token").RawData = ByteString.CopyFrom(1, 2, 3)),
        "the weight 'cls_token' has 3 bytes where its shape needs 64");

    [TestMethod]
    public void AWeightOfAnotherTypeIsNamed() => AssertRefused(
        Damaged(graph => graph.Initializer.First(t => t.Name == "cls_token").DataType = 10),
        "the weight 'cls_token' has the ONNX data type 10");

    [TestMethod]
    public void AWeightThatAppearsTwiceIsNamed() => AssertRefused(
        Damaged(graph => graph.Initializer.Add(graph.Initializer[0].Clone())), "the initializer 'cls_token' appears more than once");

    [TestMethod]
    public void ATruncatedFileIsRefused()
    {
        byte[] whole = EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch).ToByteArray();
        foreach (int length in (int[])[1, 100, whole.Length / 2, whole.Length - 1])
            AssertRefused(whole[..length], "damaged");
    }

    [TestMethod]
    public void AnImageIsNotAModel() =>
        AssertRefused([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "is not an ONNX model, or is damaged");

    private static byte[] Damaged(Action<GraphProto> damage)
    {
        ModelProto model = EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch);
        damage(model.Graph);
        // as earlier versions wrote it
        model.MetadataProps.Remove(model.MetadataProps.First(pair => pair.Key == GraphChecksum.MetadataKey));
        return model.ToByteArray();
    }

    private static void AssertRefused(byte[] bytes, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["b.onnx"], bytes);
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => EncoderOnnxFile.Load(folder["b.onnx"]).Encoder);
        StringAssert.Contains(exception.Message, folder["b.onnx"]);
        StringAssert.Contains(exception.Message, message);
    }
}
