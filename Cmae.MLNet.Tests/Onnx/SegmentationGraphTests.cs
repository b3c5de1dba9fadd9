using Cmae.MLNet.Encoders;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Segmentation;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Training;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class SegmentationGraphTests
{
    [TestMethod]
    [DataRow(CmaeSegmentationHead.Pyramid, 4, 2, 1)]
    [DataRow(CmaeSegmentationHead.Pyramid, 8, 11, 3)]
    [DataRow(CmaeSegmentationHead.Pyramid, 16, 80, 2)]
    [DataRow(CmaeSegmentationHead.Pyramid, 32, 3, 1)]
    [DataRow(CmaeSegmentationHead.Linear, 8, 255, 2)]
    public void LogitsAreThoseOfLibtorch(CmaeSegmentationHead head, int patch, int classes, int count)
    {
        const int side = 32;
        using DisposeScope scope = NewDisposeScope();
        using SegmentationModel module = RandomSegmenter.Module(head, side, patch, classes);
        SegmentationWeights weights = RandomSegmenter.Weights(module, head);
        byte[] pixels = Pixels(count * side * side * 3);
        Tensor input = PixelTensor.FromPixels(pixels, count, side, weights.Encoder.Preprocessing, CPU);
        float[] expected = module.forward(input).contiguous().data<float>().ToArray();
        float[] planes = [.. Enumerable.Range(0, count).SelectMany(i => Planes(pixels.AsSpan(i * 3 * side * side, 3 * side * side)))];
        byte[] graph = SegmentationGraph.Export(weights, RandomSegmenter.Legend(classes)).ToByteArray();
        (float[] logits, byte[] map) = Run(graph, planes, count, side);
        Assert.HasCount(expected.Length, logits);
        float largest = expected.Max(Math.Abs);
        Assert.AreEqual(0, expected.Zip(logits, (a, b) => Math.Abs(a - b)).Max() / largest, 1e-5);
        byte[] classesOfLibtorch = WholeImage.Classes(MapResize.Bilinear(module.forward(input), side));
        Assert.IsGreaterThanOrEqualTo(0.9999 * map.Length, classesOfLibtorch.Zip(map).Count(pair => pair.First == pair.Second));
    }

    /// <summary>The part of the square in which the image lies becomes the whole map, as in validation.</summary>
    [TestMethod]
    [DataRow(32, 32)]
    [DataRow(90, 41)]
    [DataRow(13, 77)]
    public void TheMapCoversTheWholeImage(int width, int height)
    {
        const int side = 32, classes = 4;
        using DisposeScope scope = NewDisposeScope();
        using SegmentationModel module = RandomSegmenter.Module(CmaeSegmentationHead.Pyramid, side, 8, classes);
        SegmentationWeights weights = RandomSegmenter.Weights(module, CmaeSegmentationHead.Pyramid);
        Tensor logits = module.forward(rand([1, 3, side, side]));
        byte[] expected = WholeImage.Classes(WholeImage.Logits(logits, width, height, side));
        var outputs = new SegmentationOutputs("map", "shares", "probabilities");
        using var session = new InferenceSession(SegmentationGraph.LabelMap(weights, outputs).ToByteArray());
        var box = Cmae.MLNet.Imaging.Letterbox.Of(width, height, side);
        using OrtValue values = OrtValue.CreateTensorValueFromMemory(logits.contiguous().data<float>().ToArray(), logits.shape);
        float[] corners = [box.Top, box.Left, box.Top + box.Height, box.Left + box.Width];
        using OrtValue place = OrtValue.CreateTensorValueFromMemory(corners, [4]);
        using var results = session.Run(new RunOptions(), ["logits", "place"], [values, place], outputs.Names);
        byte[] map = results[0].GetTensorDataAsSpan<byte>().ToArray();
        Assert.IsGreaterThanOrEqualTo(0.9999 * map.Length, expected.Zip(map).Count(pair => pair.First == pair.Second));
        float[] shares = results[1].GetTensorDataAsSpan<float>().ToArray();
        for (int label = 0; label < classes; label++)
            Assert.AreEqual((float)map.Count(value => value == label) / map.Length, shares[label]);
        float[] probabilities = results[2].GetTensorDataAsSpan<float>().ToArray();
        for (int i = 0; i < map.Length; i++)
        {
            float[] ofPlace = [.. Enumerable.Range(0, classes).Select(label => probabilities[(label * map.Length) + i])];
            Assert.AreEqual(1, ofPlace.Sum(), 1e-5);
            Assert.AreEqual(ofPlace.Max(), ofPlace[map[i]]);
        }
    }

    [TestMethod]
    public void NamesAndColorsAreInTheMetadata()
    {
        CmaeSegmenter segmenter = RandomSegmenter.Create(3);
        var model = SegmentationGraph.Export(segmenter.Weights, segmenter.Legend);
        Assert.AreEqual("Pyramid", EncoderGraphReader.Metadata(model, SegmentationGraph.HeadKey));
        Assert.AreEqual("""["class 0","class 1","class 2"]""", EncoderGraphReader.Metadata(model, SegmentationGraph.ClassesKey));
        Assert.AreEqual("[0,66051,132102]", EncoderGraphReader.Metadata(model, SegmentationGraph.ColorsKey));
        CmaeEncoder encoder = EncoderGraphReader.Read(model, "model");
        CollectionAssert.AreEqual(
            segmenter.Encoder.Weights["pos_embed"].Values.ToArray(), encoder.Weights["pos_embed"].Values.ToArray());
    }

    private static (float[] Logits, byte[] Map) Run(byte[] graph, float[] planes, int count, int side)
    {
        using var session = new InferenceSession(graph);
        using OrtValue image = OrtValue.CreateTensorValueFromMemory(planes, [count, 3, side, side]);
        using var results = session.Run(new RunOptions(), ["image"], [image], ["logits", "classes"]);
        return (results[0].GetTensorDataAsSpan<float>().ToArray(), results[1].GetTensorDataAsSpan<byte>().ToArray());
    }

    private static byte[] Pixels(int length)
    {
        var pixels = new byte[length];
        new Random(11).NextBytes(pixels);
        return pixels;
    }

    private static float[] Planes(ReadOnlySpan<byte> interleaved)
    {
        var planes = new float[interleaved.Length];
        int area = interleaved.Length / 3;
        for (int i = 0; i < interleaved.Length; i++)
            planes[((i % 3) * area) + (i / 3)] = interleaved[i];
        return planes;
    }
}
