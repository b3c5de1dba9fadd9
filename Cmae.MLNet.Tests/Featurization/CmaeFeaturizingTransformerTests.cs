using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using static Cmae.MLNet.Tests.Scoring.SampleImages;

namespace Cmae.MLNet.Tests.Featurization;

[TestClass]
public sealed class CmaeFeaturizingTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(CmaeFeatureKind.MeanPatch, 16)]
    [DataRow(CmaeFeatureKind.PatchTokens, 256)]
    public void TheOutputIsAVectorOfKnownSize(CmaeFeatureKind kind, int size)
    {
        using var images = new SampleImages(1);
        IDataView data = images.View(_ml);
        ITransformer model = Fit(data, kind);
        var expected = new VectorDataViewType(NumberDataViewType.Single, size);
        Assert.AreEqual(expected, model.GetOutputSchema(data.Schema)["Features"].Type);
        Assert.AreEqual(expected, model.Transform(data).Schema["Features"].Type);
        Assert.AreEqual(expected, model.GetRowToRowMapper(data.Schema).OutputSchema["Features"].Type);
    }

    [TestMethod]
    public void TheEncoderIsTheOneGiven()
    {
        using var images = new SampleImages(1);
        CmaeEncoder encoder = RandomEncoder.Create();
        Assert.AreSame(encoder, _ml.Transforms.CmaeFeaturize("Features", "Image", encoder).Fit(images.View(_ml)).Encoder);
    }

    [TestMethod]
    public void APredictionEngineGivesTheFeaturesOfABatchAndLeavesImagesAlone()
    {
        using var images = new SampleImages(40);
        ITransformer model = Fit(images.View(_ml));
        Scored[] batched = Read(model.Transform(images.View(_ml)));
        using (var engine = _ml.Model.CreatePredictionEngine<Row, Scored>(model))
        {
            foreach (Row row in images.Rows)
                SavedChainTests.AssertClose([batched[row.Number].Features], [engine.Predict(row).Features]);
        }
        Assert.HasCount(40, Read(model.Transform(images.View(_ml)))); // neither the images nor the model were disposed
    }

    [TestMethod]
    public void OtherColumnsStayWithTheirRowsWhenShuffled()
    {
        using var images = new SampleImages(100);
        IDataView scored = Fit(images.View(_ml)).Transform(images.View(_ml));
        float[][] inOrder = [.. Read(scored).Select(row => row.Features)];
        Scored[] shuffled = Read(_ml.Data.ShuffleRows(scored, seed: 4, shuffleSource: true));
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 100).ToArray(), shuffled.Select(row => row.Number).ToArray());
        AssertRows(shuffled, inOrder);
    }

    [TestMethod]
    public void ASourceThatShufflesItselfIsReadInItsOrder()
    {
        using var folder = new TemporaryFolder();
        var files = new List<FileRow>();
        for (int i = 0; i < 80; i++)
        {
            files.Add(new FileRow { Number = i, Path = folder[$"{i}.png"] });
            using MLImage image = SampleImages.Create(i);
            image.Save(files[i].Path);
        }
        IDataView data = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(files));
        IDataView scored = _ml.Transforms.CmaeFeaturize("Features", "Path", RandomEncoder.Create()).Fit(data).Transform(data);
        Assert.IsTrue(scored.CanShuffle);
        float[][] inOrder = [.. Rows(scored.GetRowCursor(scored.Schema), scored.Schema).Select(row => row.Features)];
        var shuffled = Rows(scored.GetRowCursor(scored.Schema, new Random(3)), scored.Schema).ToArray();
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 80).ToArray(), shuffled.Select(row => row.Number).ToArray());
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 80).ToArray(), shuffled.Select(row => row.Number).ToArray());
        foreach ((int number, float[] features, _) in shuffled)
            SavedChainTests.AssertClose([inOrder[number]], [features]);
    }

    [TestMethod]
    public void ParallelCursorsGiveEveryRowOnceWithItsIdentity()
    {
        using var images = new SampleImages(200);
        IDataView data = images.View(_ml);
        IDataView scored = Fit(data).Transform(data);
        float[][] inOrder = [.. Read(scored).Select(row => row.Features)];
        Dictionary<int, DataViewRowId> ids =
            Ids([data.GetRowCursor(data.Schema)], data.Schema).ToDictionary(row => row.Number, row => row.Id);

        DataViewSchema.Column[] needed = [scored.Schema["Number"], scored.Schema["Features"]];
        var rows = new List<(int Number, float[] Features, DataViewRowId Id)>();
        Parallel.ForEach(scored.GetRowCursorSet(needed, 3), cursor =>
        {
            foreach (var row in Rows(cursor, scored.Schema))
            {
                lock (rows)
                    rows.Add(row);
            }
        });
        Assert.HasCount(200, rows.Select(row => row.Number).Distinct().ToArray());
        foreach ((int number, float[] features, DataViewRowId id) in rows)
        {
            Assert.AreEqual(ids[number], id);
            SavedChainTests.AssertClose([inOrder[number]], [features]);
        }
    }

    [TestMethod]
    public void SeveralThreadsMayTransformAtOnce()
    {
        using var images = new SampleImages(50);
        ITransformer model = Fit(images.View(_ml));
        float[][] expected = [.. Read(model.Transform(images.View(_ml))).Select(row => row.Features)];
        Parallel.For(0, 4, _ => AssertRows(Read(model.Transform(images.View(new MLContext()))), expected));
    }

    [TestMethod]
    public void AReaderOfTheImagesGetsThemWithTheFeatures()
    {
        using var images = new SampleImages(20);
        IDataView scored = Fit(images.View(_ml)).Transform(images.View(_ml));
        var rows = _ml.Data.CreateEnumerable<WithImage>(scored, reuseRowObject: false).ToArray();
        Assert.HasCount(20, rows);
        for (int i = 0; i < rows.Length; i++)
            Assert.AreSame(images.Rows[i].Image, rows[i].Image);
        SavedChainTests.AssertClose([.. Read(scored).Select(row => row.Features)], [.. rows.Select(row => row.Features)]);
    }

    [TestMethod]
    public void OnlyWhatIsAskedForIsComputed()
    {
        IDataView broken = _ml.Data.LoadFromEnumerable([new Row { Number = 7, Vector = [0, 0], Image = null }]);
        IDataView scored = Fit(broken).Transform(broken);
        Assert.AreEqual(7, _ml.Data.CreateEnumerable<NumberOnly>(scored, reuseRowObject: false).Single().Number);
        Assert.AreEqual(1, scored.Preview(maxRows: 0).Schema.Count(c => c.Name == "Features"));
    }

    private ITransformer Fit(IDataView data, CmaeFeatureKind kind = CmaeFeatureKind.MeanPatch) =>
        _ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create(), kind).Fit(data);

    private static Scored[] Read(IDataView data) => [.. new MLContext().Data.CreateEnumerable<Scored>(data, reuseRowObject: false)];

    private static void AssertRows(Scored[] rows, float[][] featuresByNumber)
    {
        CollectionAssert.AreEquivalent(Enumerable.Range(0, featuresByNumber.Length).ToArray(), rows.Select(row => row.Number).ToArray());
        foreach (Scored row in rows)
        {
            Assert.AreEqual($"image {row.Number}", row.Name);
            CollectionAssert.AreEqual(new[] { row.Number, row.Number + 0.5f }, row.Vector);
            SavedChainTests.AssertClose([featuresByNumber[row.Number]], [row.Features]);
        }
    }

    private static IEnumerable<(int Number, DataViewRowId Id)> Ids(DataViewRowCursor[] cursors, DataViewSchema schema)
    {
        foreach (DataViewRowCursor cursor in cursors)
        {
            using (cursor)
            {
                ValueGetter<int> number = cursor.GetGetter<int>(schema["Number"]);
                ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
                while (cursor.MoveNext())
                {
                    int n = 0;
                    DataViewRowId i = default;
                    number(ref n);
                    id(ref i);
                    yield return (n, i);
                }
            }
        }
    }

    private static IEnumerable<(int Number, float[] Features, DataViewRowId Id)> Rows(DataViewRowCursor cursor, DataViewSchema schema)
    {
        ValueGetter<VBuffer<float>> features = cursor.GetGetter<VBuffer<float>>(schema["Features"]);
        long position = 0;
        foreach ((int number, DataViewRowId id) in Ids([cursor], schema))
        {
            Assert.AreEqual(position++, cursor.Position);
            VBuffer<float> value = default;
            features(ref value);
            yield return (number, [.. value.DenseValues()], id);
        }
    }

    private sealed class WithImage
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }

        public float[] Features { get; set; } = [];
    }

    private sealed class FileRow
    {
        public int Number { get; set; }

        public string Path { get; set; } = "";
    }

    private sealed class NumberOnly
    {
        public int Number { get; set; }
    }
}
