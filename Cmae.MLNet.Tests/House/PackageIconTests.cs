using SkiaSharp;

namespace Cmae.MLNet.Tests.House;

/// <summary>docs/icon.png is what <see cref="PackageIcon"/> draws, and small.</summary>
[TestClass]
public sealed class PackageIconTests
{
    private const int MostBytes = 10_000;

    [TestMethod]
    public void TheFileIsWhatIsDrawn()
    {
        string path = Path.Combine(Docs.Documentation.Root, "docs", "icon.png");
        using SKBitmap drawn = PackageIcon.Draw(), kept = SKBitmap.Decode(path);
        CollectionAssert.AreEqual(drawn.Pixels, kept.Pixels);
        Assert.IsLessThan(MostBytes, new FileInfo(path).Length);
    }
}
