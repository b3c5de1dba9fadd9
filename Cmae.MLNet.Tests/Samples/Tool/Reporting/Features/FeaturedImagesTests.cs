using Cmae.MLNet.Samples.Tool.Reporting.Features;

namespace Cmae.MLNet.Tests.Samples.Tool.Reporting.Features;

[TestClass]
public sealed class FeaturedImagesTests
{
    [TestMethod]
    public void TheNearestComeFirstAndTheImageItselfIsLeftOut()
    {
        var images = new FeaturedImages(["a", "b", "c"], ["", "", ""], [[1, 0], [0, 1], [1, 0.1f]]);
        CollectionAssert.AreEqual(new[] { 2, 1 }, images.Nearest([1, 0], 5, except: 0).Select(near => near.Image).ToArray());
        Assert.AreEqual(0, images.Nearest([1, 0], 1)[0].Image);
        Assert.AreEqual(1f, images.Nearest([1, 0], 1)[0].Similarity, 1e-6f);
    }

    [TestMethod]
    public void WhatAllImagesShareDoesNotCount()
    {
        // raw cosines are all above 0.999
        var images = new FeaturedImages(["a", "b", "c", "d"], ["", "", "", ""], [[101, 100], [99, 100], [100, 101], [100, 99]]);
        IReadOnlyList<(int Image, float Similarity)> nearest = images.Nearest([101, 100], 4, except: 0);
        Assert.AreEqual(1, nearest[^1].Image);
        Assert.AreEqual(-1f, nearest[^1].Similarity, 1e-4f);
        Assert.AreEqual(0f, nearest[0].Similarity, 1e-4f);
    }
}
