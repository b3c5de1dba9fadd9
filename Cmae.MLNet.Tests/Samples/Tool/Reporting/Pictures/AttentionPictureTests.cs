using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Samples.Tool.Reporting.Pictures;

[TestClass]
public sealed class AttentionPictureTests
{
    [TestMethod]
    public void PatchesAreAsLightAsWhatTheyGet()
    {
        using var white = new SKBitmap(8, 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
        white.Erase(SKColors.White);
        using SKBitmap lit = AttentionPicture.Draw(white, [0.1f, 0.2f, 0.3f, 0.1f]);
        Assert.AreEqual(255, lit.GetPixel(0, 7).Red);                    // second row, first column: the most
        Assert.AreEqual((byte)(255 * 0.15f), lit.GetPixel(7, 7).Red);
        Assert.AreEqual((byte)(255 * 0.575f), lit.GetPixel(7, 0).Red, 1);
    }
}
