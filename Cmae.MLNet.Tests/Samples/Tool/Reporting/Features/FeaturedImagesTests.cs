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
        Assert.AreEqual((0, 1f), images.Nearest([2, 0], 1)[0]);
    }
}
