using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.Extensions.AI;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Embedding;

[TestClass]
public sealed class CmaeEmbeddingGeneratorTests
{
    private static readonly byte[] s_photo = EncodedImages.Photo(30, 20, SKEncodedImageFormat.Jpeg);
    private readonly CmaeImageEmbedder _embedder = new(RandomEncoder.Create());

    [TestMethod]
    public async Task EmbeddingsAreThoseOfTheEmbedder()
    {
        using IEmbeddingGenerator<DataContent, Embedding<float>> generator = new CmaeEmbeddingGenerator(_embedder);

        GeneratedEmbeddings<Embedding<float>> embeddings =
            await generator.GenerateAsync([new DataContent(s_photo, "image/jpeg"), new DataContent(s_photo, "image/jpeg")]);

        Assert.HasCount(2, embeddings);
        CollectionAssert.AreEqual(_embedder.Embed([s_photo, s_photo])[1], embeddings[1].Vector.ToArray());
        Assert.AreEqual(_embedder.ModelId, embeddings[0].ModelId);
    }

    [TestMethod]
    public void ItsServicesAreMetadataEmbedderAndEncoder()
    {
        using var generator = new CmaeEmbeddingGenerator(_embedder);
        var metadata = (EmbeddingGeneratorMetadata)generator.GetService(typeof(EmbeddingGeneratorMetadata))!;
        Assert.AreEqual("cmae", metadata.ProviderName);
        Assert.AreEqual(_embedder.ModelId, metadata.DefaultModelId);
        Assert.AreEqual(_embedder.Dimensions, metadata.DefaultModelDimensions);
        Assert.AreSame(_embedder, generator.GetService(typeof(CmaeImageEmbedder)));
        Assert.AreSame(_embedder.Encoder, generator.GetService(typeof(CmaeEncoder)));
        Assert.AreSame(generator, generator.GetService(typeof(IEmbeddingGenerator)));
        Assert.IsNull(generator.GetService(typeof(CmaeEncoder), serviceKey: "another"));
        Assert.IsNull(generator.GetService(typeof(string)));
    }

    [TestMethod]
    public async Task WhatIsNotAnImageIsRefused()
    {
        using var generator = new CmaeEmbeddingGenerator(_embedder.Encoder);
        ArgumentException text = await Assert.ThrowsExactlyAsync<ArgumentException>(
            () => generator.GenerateAsync([new DataContent(s_photo, "text/plain")]));
        StringAssert.Contains(text.Message, "'text/plain'");
        await Assert.ThrowsExactlyAsync<InvalidDataException>(
            () => generator.GenerateAsync([new DataContent(s_photo.AsMemory(0, s_photo.Length / 2), "image/jpeg")]));
    }

    [TestMethod]
    public async Task AnotherModelIsRefused()
    {
        using var generator = new CmaeEmbeddingGenerator(_embedder);
        DataContent[] photo = [new(s_photo, "image/jpeg")];
        await generator.GenerateAsync(photo, new() { Dimensions = _embedder.Dimensions, ModelId = _embedder.ModelId });
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => generator.GenerateAsync(photo, new() { Dimensions = 3 }));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => generator.GenerateAsync(photo, new() { ModelId = "another" }));
    }

    [TestMethod]
    public async Task CanceledGenerationStops()
    {
        using var generator = new CmaeEmbeddingGenerator(_embedder);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => generator.GenerateAsync([new DataContent(s_photo, "image/jpeg")], null, new CancellationToken(canceled: true)));
    }
}
