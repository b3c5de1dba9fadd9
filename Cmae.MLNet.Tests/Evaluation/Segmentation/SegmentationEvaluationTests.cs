using System.Globalization;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Evaluation;

[TestClass]
public sealed class SegmentationEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public SegmentationEvaluationTests() => _ml.Log += (_, entry) =>
    {
        if (entry.Kind == ChannelMessageKind.Warning)
            _warnings.Add(entry.RawMessage);
    };

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void MapsAreMeasuredAgainstMasks()
    {
        IDataView data = Data([[0, 0, 1, 1], [1, 1, 1, 255]], [[0, 1, 1, 1], [1, 1, 1, 0]]);

        CmaeSegmentationMetrics metrics = _ml.MulticlassClassification.EvaluateCmaeSegmentation(data);

        // class 0: 2 pixels, 1 right; class 1: 5 pixels, all right, and one more predicted; one ignored
        Assert.AreEqual(((1.0 / 2) + (5.0 / 6)) / 2, metrics.MeanIou, 1e-12);
        Assert.AreEqual(6.0 / 7, metrics.PixelAccuracy, 1e-12);
        Assert.AreEqual((0.5 + 1) / 2, metrics.MeanClassAccuracy, 1e-12);
        Assert.AreEqual(7, metrics.PixelCount);
        Assert.AreEqual(5.0 / 7 / 2, metrics.MajorityMeanIou, 1e-12);
        Assert.AreEqual("wall", metrics.PerClass[1].Name);
        Assert.AreEqual((5L, 6L), (metrics.PerClass[1].PixelCount, metrics.PerClass[1].PredictedPixelCount));
        CollectionAssert.AreEqual(new[] { ((1.0 / 2) + (2.0 / 3)) / 2, 1 }, metrics.PerImageMeanIou.ToArray());
    }

    [TestMethod]
    public void IntervalHoldsTheFigureAndRepeats()
    {
        var random = new Random(1);
        int[][] masks = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 4).Select(_ => random.Next(2)).ToArray())];
        byte[][] maps = [.. masks.Select(mask => mask.Select(index => (byte)(random.Next(4) == 0 ? 1 - index : index)).ToArray())];

        CmaeSegmentationMetrics metrics = _ml.MulticlassClassification.EvaluateCmaeSegmentation(Data(masks, maps));
        CmaeSegmentationMetrics again = _ml.MulticlassClassification.EvaluateCmaeSegmentation(Data(masks, maps));

        CmaeInterval interval = metrics.MeanIouInterval;
        Assert.IsTrue(interval.Lower < metrics.MeanIou && metrics.MeanIou < interval.Upper, $"{metrics.MeanIou} in {interval}");
        Assert.IsTrue(interval.Upper - interval.Lower is > 0.05 and < 0.3, $"{interval}");
        Assert.AreEqual($"{interval}", $"{again.MeanIouInterval}");
    }

    [TestMethod]
    public void MaskThatIsIgnoredEverywhereIsLeftOutWithAWarning()
    {
        CmaeSegmentationMetrics metrics = _ml.MulticlassClassification.EvaluateCmaeSegmentation(
            Data([[255, 255, 255, 255], [0, 1, 1, 1]], [[0, 1, 1, 1], [0, 1, 1, 1]]));

        Assert.AreEqual(1, metrics.MeanIou);
        Assert.IsTrue(double.IsNaN(metrics.PerImageMeanIou[0]));
        StringAssert.StartsWith(
            _warnings.Single(), $"1 masks are ignored everywhere and not measured; the first: The mask '{_folder["masks/00.png"]}'.");
    }

    [TestMethod]
    public void WhatCannotBeMeasuredIsAnError()
    {
        IDataView data = Data([[0, 1, 1, 1]], [[0, 1, 1, 1]]);
        MulticlassClassificationCatalog catalog = _ml.MulticlassClassification;

        Assert.Contains("The mask column 'Mask' is not in the data", Message(() => catalog.EvaluateCmaeSegmentation(data, "Mask")));
        Assert.Contains("is not a mask column", Message(() => catalog.EvaluateCmaeSegmentation(data, "Flat")));
        Assert.Contains("The label map column 'Map' is not", Message(() => catalog.EvaluateCmaeSegmentation(data, "MaskPath", "Map")));
        Assert.Contains("where a square vector of Byte", Message(() => catalog.EvaluateCmaeSegmentation(data, "MaskPath", "Flat")));
        Assert.Contains("does not know its classes", Message(() => catalog.EvaluateCmaeSegmentation(data, "ImagePath")));
        IDataView ignored = Data([[255, 255, 255, 255]], [[0, 0, 0, 0]]);
        Assert.Contains("All 1 masks are ignored everywhere", Message(() => catalog.EvaluateCmaeSegmentation(ignored)));
    }

    [TestMethod]
    public void ModelOfOtherClassesIsAnError()
    {
        IDataView data = Data([[0, 1, 1, 1]], [[0, 1, 1, 1]], ["floor", "roof"]);

        Assert.Contains(
            "The model has the classes floor, roof, but the masks have floor, wall.",
            Message(() => _ml.MulticlassClassification.EvaluateCmaeSegmentation(data)));
    }

    private static string Message(Action action) => Assert.ThrowsExactly<ArgumentException>(action).Message;

    /// <summary>Images of 2x2 pixels with masks and with the maps of a model.</summary>
    private IDataView Data(int[][] masks, byte[][] maps, string[]? modelClasses = null)
    {
        Directory.CreateDirectory(_folder["masks"]);
        for (int i = 0; i < masks.Length; i++)
            File.WriteAllBytes(_folder[$"masks/{i:00}.png"], PngWriter.Gray(2, 2, masks[i]));
        File.WriteAllText(_folder["classes.csv"], "name\nfloor\nwall\n");
        File.WriteAllText(
            _folder["split.csv"],
            "path,mask,split\n" + string.Concat(masks.Select((_, i) => $"masks/./{i:00}.png,masks/{i:00}.png,test\n")));
        IDataView folder = _ml.Data.LoadSegmentationFolder(_folder.Path, "test");

        SchemaDefinition schema = SchemaDefinition.Create(typeof(MapRow));
        if (modelClasses is not null)
        {
            schema["ClassShares"].AddAnnotation(
                "SlotNames", new VBuffer<ReadOnlyMemory<char>>(2, [.. modelClasses.Select(name => name.AsMemory())]),
                new VectorDataViewType(TextDataViewType.Instance, 2));
        }
        int RowOf(MaskRow row) => int.Parse(Path.GetFileNameWithoutExtension(row.MaskPath), CultureInfo.InvariantCulture);
        return _ml.Transforms.CustomMapping<MaskRow, MapRow>(
            (row, map) => map.LabelMap = map.Flat = maps[RowOf(row)], null, outputSchemaDefinition: schema).Fit(folder).Transform(folder);
    }

    private sealed class MaskRow
    {
        public string MaskPath { get; set; } = "";
    }

    private sealed class MapRow
    {
        [VectorType(2, 2)]
        public byte[] LabelMap { get; set; } = [];

        [VectorType(4)]
        public byte[] Flat { get; set; } = [];

        [VectorType(2)]
        public float[] ClassShares { get; set; } = [0, 0];
    }
}
