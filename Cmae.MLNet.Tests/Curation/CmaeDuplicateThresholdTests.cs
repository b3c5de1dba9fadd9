using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Imaging;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Curation;

[TestClass]
public sealed class CmaeDuplicateThresholdTests
{
    private static readonly ReadOnlyMemory<byte>[] s_photos =
    [
        .. Enumerable.Range(0, 20).Select(i => (ReadOnlyMemory<byte>)EncodedImages.Encode(
            40 + i, 60 - i, (x, y) => new((byte)(3 * x + 11 * i), (byte)(2 * y + 29 * i), (byte)(x + y + 5 * i)))),
    ];

    [TestMethod]
    public void CopiesAreAtOrAboveTheThreshold()
    {
        var embedder = new CmaeImageEmbedder(RandomEncoder.Create());
        float[][] features = embedder.Embed(s_photos);
        byte[] again = Again(s_photos[4]);
        var index = new CmaeImageIndex([.. features.Select((_, i) => $"{i}"), "again"], [.. features, embedder.Embed(again)]);

        double threshold = CmaeDuplicateThreshold.Measure(index, embedder, s_photos);

        Assert.IsTrue(threshold is > 0.5 and <= 1, $"{threshold}");
        Assert.IsTrue(index.NearDuplicates(threshold).Any(pair => (pair.First, pair.Second) == ("4", "again")));
    }

    [TestMethod]
    public void WithoutImagesThereIsNoThreshold()
    {
        var embedder = new CmaeImageEmbedder(RandomEncoder.Create());
        var index = new CmaeImageIndex(["a"], [embedder.Embed(s_photos[0].Span)]);
        Assert.ThrowsExactly<ArgumentException>(() => CmaeDuplicateThreshold.Measure(index, embedder, []));
    }

    private static byte[] Again(ReadOnlyMemory<byte> photo)
    {
        using SKBitmap bitmap = SKBitmap.Decode(photo.Span);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
