using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Samples.Benchmarks.Inference;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class OnnxPrecisionTests
{
    private const int Images = 4;

    [TestMethod]
    [DataRow(CmaeOnnxPrecision.Float16, 0.002, 0.55)]
    [DataRow(CmaeOnnxPrecision.Int8, 0.05, 0.35)]
    public void FeaturesStayCloseAndTheFileShrinks(CmaeOnnxPrecision precision, double tolerance, double size)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(128, 2, 4), 32, 8));
        encoder.ExportOnnx(folder["full.onnx"]);
        encoder.ExportOnnx(folder["reduced.onnx"], precision: precision);
        Assert.IsLessThan(size * new FileInfo(folder["full.onnx"]).Length, new FileInfo(folder["reduced.onnx"]).Length);

        float[] planes = new BenchmarkImages(Images, 32).Planes(Images);
        using var full = new OnnxModel(folder["full.onnx"]);
        using var reduced = new OnnxModel(folder["reduced.onnx"]);
        FeatureDifference difference = FeatureDifference.Of(full.Run(planes, Images), reduced.Run(planes, Images), 128);
        Assert.IsLessThan(tolerance, difference.Largest);
        Assert.IsGreaterThan(0, difference.Mean); // rounding at work
    }

    [TestMethod]
    [DataRow(CmaeOnnxPrecision.Float16)]
    [DataRow(CmaeOnnxPrecision.Int8)]
    public void AFileOfRoundedWeightsIsNotReadBack(CmaeOnnxPrecision precision)
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().ExportOnnx(folder["a.onnx"], precision: precision);
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.onnx"]));
        StringAssert.Contains(
            exception.Message,
            $"'{folder["a.onnx"]}' was exported for scoring only: its weights are rounded (cmae.precision is '{precision}')");
    }

    [TestMethod]
    public void EveryChannelIsRoundedWithItsOwnFactor()
    {
        (byte[] integers, float[] factors) = QuantizedMatrix.Quantize([1.27f, -0.64f, 0, 0, 0.2f, -25.4f], outputs: 3, inputs: 2);
        CollectionAssert.AreEqual((byte[])[128 + 127, 128, 128 + 1, 128 - 64, 128, 128 - 127], integers); // transposed
        CollectionAssert.AreEqual((float[])[1.27f / 127, 1, 25.4f / 127], factors);
    }

    [TestMethod]
    public void OnlyTheMatricesOfTheBlocksAreReduced()
    {
        ModelProto model = EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch, CmaeOnnxPrecision.Float16);
        string[] reduced = [.. model.Graph.Initializer
            .Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Float16).Select(tensor => tensor.Name)];
        Assert.HasCount(2 * 4, reduced);
        foreach (string name in reduced)
            StringAssert.Matches(name, new(@"^layers\..*\.weight$"));
        ModelProto full = EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch);
        Assert.IsFalse(full.ToString().Contains(EncoderGraph.PrecisionKey, StringComparison.Ordinal));
    }
}
