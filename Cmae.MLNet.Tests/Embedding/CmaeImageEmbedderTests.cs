using System.Numerics.Tensors;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Embedding;

[TestClass]
public sealed class CmaeImageEmbedderTests
{
    private const float Tolerance = 1e-5f;
    private readonly MLContext _ml = new(seed: 1);
    private readonly byte[][] _photos =
        [.. Enumerable.Range(0, 7).Select(i => EncodedImages.Photo(20 + 3 * i, 40 - 2 * i, SKEncodedImageFormat.Png))];

    [TestMethod]
    [DataRow(CmaeFeatureKind.MeanPatch)]
    [DataRow(CmaeFeatureKind.PatchTokens)]
    public void UnscaledEmbeddingsAreTheFeaturesOfATransform(CmaeFeatureKind kind)
    {
        CmaeEncoder encoder = RandomEncoder.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(_photos.Select(photo => new Row { Photo = photo }));
        float[][] features =
            [.. _ml.Transforms.CmaeFeaturize("Features", "Photo", encoder, kind).Fit(data).Transform(data).GetColumn<float[]>("Features")];
        var embedder = new CmaeImageEmbedder(encoder, new() { FeatureKind = kind, Normalize = false });

        float[][] embeddings = embedder.Embed(Contents);

        Assert.AreEqual(features[0].Length, embedder.Dimensions);
        AssertClose(features, embeddings);
    }

    [TestMethod]
    public void EmbeddingsHaveLengthOneAndTheDirectionOfTheFeatures()
    {
        CmaeEncoder encoder = RandomEncoder.Create();
        float[] features = new CmaeImageEmbedder(encoder, new() { Normalize = false }).Embed(_photos[0]);

        float[] embedding = new CmaeImageEmbedder(encoder).Embed(_photos[0]);

        Assert.AreEqual(1, TensorPrimitives.Norm<float>(embedding), Tolerance);
        Assert.AreEqual(1, TensorPrimitives.CosineSimilarity<float>(features, embedding), Tolerance);
        Assert.AreNotEqual(1, TensorPrimitives.Norm<float>(features), 0.01f);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(100)]
    public void ManyImagesGiveTheEmbeddingsOfEachOne(int batchSize)
    {
        var embedder = new CmaeImageEmbedder(RandomEncoder.Create(), new() { BatchSize = batchSize });
        AssertClose([.. _photos.Select(photo => embedder.Embed(photo))], embedder.Embed(Contents));
    }

    [TestMethod]
    public void NoImagesGiveNoEmbeddings() =>
        Assert.IsEmpty(new CmaeImageEmbedder(RandomEncoder.Create()).Embed(Array.Empty<ReadOnlyMemory<byte>>()));

    [TestMethod]
    public void AnImageInMemoryGivesTheEmbeddingOfItsFileAndStaysItsOwners()
    {
        var embedder = new CmaeImageEmbedder(RandomEncoder.Create());
        using MLImage image = MLImage.CreateFromStream(new MemoryStream(_photos[1]));

        float[] embedding = embedder.Embed(image);

        AssertClose([embedder.Embed(_photos[1])], [embedding]);
        AssertClose([embedding], [embedder.Embed(image)]);
    }

    [TestMethod]
    public void ABadImageAmongManyIsNamedByItsIndex()
    {
        var embedder = new CmaeImageEmbedder(RandomEncoder.Create(), new() { BatchSize = 2 });
        _photos[5] = _photos[5][..(_photos[5].Length / 2)];
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => embedder.Embed(Contents)).Message, "Image 5 (counted from 0)");
        Assert.ThrowsExactly<InvalidDataException>(() => embedder.Embed(_photos[5]));
        Assert.ThrowsExactly<InvalidDataException>(() => embedder.Embed([]));
    }

    [TestMethod]
    public void ManyThreadsShareOneEmbedder()
    {
        var embedder = new CmaeImageEmbedder(RandomEncoder.Create());
        float[][] expected = embedder.Embed(Contents);
        float[][] embeddings = new float[16 * _photos.Length][];
        Parallel.For(0, embeddings.Length, i => embeddings[i] = embedder.Embed(_photos[i % _photos.Length]));
        AssertClose([.. embeddings.Select((_, i) => expected[i % expected.Length])], embeddings);
    }

    [TestMethod]
    public void CanceledEmbeddingStops() => Assert.ThrowsExactly<OperationCanceledException>(
        () => new CmaeImageEmbedder(RandomEncoder.Create()).Embed(Contents, new CancellationToken(canceled: true)));

    [TestMethod]
    public void TheModelIdTellsEncodersAndScalesApart()
    {
        string id = new CmaeImageEmbedder(RandomEncoder.Create()).ModelId;
        string[] others =
        [
            new CmaeImageEmbedder(RandomEncoder.Create(seed: 2)).ModelId,
            new CmaeImageEmbedder(RandomEncoder.Create(), new() { Normalize = false }).ModelId,
            new CmaeImageEmbedder(RandomEncoder.Create(), new() { FeatureKind = CmaeFeatureKind.ClassToken }).ModelId,
        ];

        StringAssert.StartsWith(id, "cmae-16x2-16-");
        Assert.AreEqual(id, new CmaeImageEmbedder(RandomEncoder.Create(), new() { BatchSize = 1 }).ModelId);
        CollectionAssert.AllItemsAreUnique(others.Append(id).ToArray());
    }

    [TestMethod]
    public void AnEncoderKeepsItsModelIdInAFile()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        encoder.Save(folder["encoder.safetensors"]);
        Assert.AreEqual(
            new CmaeImageEmbedder(encoder).ModelId, new CmaeImageEmbedder(CmaeEncoder.Load(folder["encoder.safetensors"])).ModelId);
    }

    [TestMethod]
    public void AllBadOptionsAreListed()
    {
        var options = new CmaeEmbedderOptions { BatchSize = 0, FeatureKind = (CmaeFeatureKind)99 };
        string message = Assert.ThrowsExactly<ArgumentException>(() => new CmaeImageEmbedder(RandomEncoder.Create(), options)).Message;
        StringAssert.Contains(message, "BatchSize = 0");
        StringAssert.Contains(message, "FeatureKind = 99");
    }

    private ReadOnlyMemory<byte>[] Contents => [.. _photos.Select(photo => (ReadOnlyMemory<byte>)photo)];

    private static void AssertClose(float[][] expected, float[][] actual)
    {
        Assert.HasCount(expected.Length, actual);
        foreach ((float[] one, float[] other) in expected.Zip(actual))
        {
            Assert.HasCount(one.Length, other);
            Assert.AreEqual(0, TensorPrimitives.Distance<float>(one, other), Tolerance);
        }
    }

    private sealed class Row
    {
        public byte[] Photo { get; set; } = [];
    }
}
