using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class MaskCropTests
{
    private static readonly ClassMask s_mask = new(3, 2, [0, 1, 2, 3, 4, 5]);

    [TestMethod]
    public void WhatIsNotCoveredIsIgnored()
    {
        var square = new byte[16];
        MaskCrop.Take(s_mask, new(new(0, 1, 2, 2), new(1, 2, 2, 2)), square, 4);
        CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 255, 255, 255, 1, 2, 255, 255, 4, 5, 255, 255, 255, 255 }, square);
    }

    [TestMethod]
    public void EveryPlaceHasTheClassOfTheNearestPixel()
    {
        CollectionAssert.AreEqual(
            new byte[] { 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5 }, MaskCrop.Resize(s_mask, 6, 2).Classes);
        CollectionAssert.AreEqual(new byte[] { 4 }, MaskCrop.Resize(s_mask, 1, 1).Classes);
        Assert.AreSame(s_mask, MaskCrop.Resize(s_mask, 3, 2));
    }
}
