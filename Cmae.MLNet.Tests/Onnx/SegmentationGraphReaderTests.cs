using Cmae.MLNet.Encoders;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class SegmentationGraphReaderTests
{
    [TestMethod]
    [DataRow(CmaeSegmentationHead.Pyramid)]
    [DataRow(CmaeSegmentationHead.Linear)]
    public void AnExportIsReadBackBitExact(CmaeSegmentationHead head)
    {
        using var folder = new TemporaryFolder();
        CmaeSegmenter segmenter = RandomSegmenter.Create(4, head: head);
        segmenter.ExportOnnx(folder["model.onnx"]);
        AssertSame(segmenter, CmaeSegmenter.Load(folder["model.onnx"]));
        Assert.AreEqual(32, CmaeEncoder.Load(folder["model.onnx"]).ImageSize);
    }

    [TestMethod]
    public void ASavedModelIsReadBackBitExact()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext();
        CmaeSegmenter segmenter = RandomSegmenter.Create(4);
        IDataView view = ml.Data.LoadFromEnumerable(new[] { new SavedSegmenterTests.Photo() });
        var model = new CmaeSegmentationTransformer(segmenter, new("ImagePath", ImageColumnKind.Path), view.Schema["ImagePath"].Type);
        ml.Model.Save(model, view.Schema, folder["model.zip"]);
        AssertSame(segmenter, CmaeSegmenter.Load(folder["model.zip"]));
        AssertSame(segmenter, CmaeSegmenter.FromModel(ml.Model.Load(folder["model.zip"], out _)));
        Assert.AreSame(segmenter, CmaeSegmenter.FromModel(model));
        Assert.AreSame(segmenter.Encoder, CmaeEncoder.FromModel(model));
    }

    [TestMethod]
    public void AnEncoderIsNotASegmenter()
    {
        using var folder = new TemporaryFolder();
        RandomSegmenter.Create(4).Encoder.ExportOnnx(folder["encoder.onnx"]);
        string message = Assert.ThrowsExactly<InvalidDataException>(() => CmaeSegmenter.Load(folder["encoder.onnx"])).Message;
        StringAssert.Contains(message, "holds no segmentation model");
    }

    [TestMethod]
    public void DamagedMetadataAreNamed()
    {
        CmaeSegmenter segmenter = RandomSegmenter.Create(3);
        var legend = new SegmentationLegend(["one", "two", "three"], [1, 2]);
        var model = SegmentationGraph.Export(segmenter.Weights, legend);
        string message = Assert.ThrowsExactly<InvalidDataException>(() => SegmentationGraphReader.Read(model, "model.onnx")).Message;
        StringAssert.Contains(message, "'model.onnx' is damaged");
        StringAssert.Contains(message, "3 names of classes and 2 colors");
    }

    private static void AssertSame(CmaeSegmenter expected, CmaeSegmenter actual)
    {
        Assert.AreEqual(expected.Head, actual.Head);
        CollectionAssert.AreEqual(expected.ClassNames.ToArray(), actual.ClassNames.ToArray());
        CollectionAssert.AreEqual(expected.Legend.Colors.ToArray(), actual.Legend.Colors.ToArray());
        foreach ((string name, CmaeWeightTensor weight) in expected.Weights.Head)
            CollectionAssert.AreEqual(weight.Values.ToArray(), actual.Weights.Head[name].Values.ToArray(), name);
    }
}
