using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Tests.Samples.Demo;

[TestClass]
public sealed class SurestImagesTests
{
    private static readonly ScoredImages s_images = new(
        ["a", "b", "c"],
        [0, 1, 1, 0],
        [[0.6f, 0.3f, 0.1f], [0.2f, 0.7f, 0.1f], [0.9f, 0.05f, 0.05f], [0.5f, 0.4f, 0.1f]],
        ["0.png", "1.png", "2.png", "3.png"]);

    [TestMethod]
    public void EachClassThatIsPredictedHasOne() => CollectionAssert.AreEqual(new[] { 2, 1 }, SurestImages.OfEachClass(s_images).ToArray());

    [TestMethod]
    public void TheSurestTenthIsCounted()
    {
        Assert.AreEqual((0, 1), SurestImages.RightOfTenth(s_images));
        int[] repeated = [.. Enumerable.Range(0, 40).Select(i => i % 4)];
        ScoredImages many = new(
            s_images.Classes, [.. repeated.Select(i => i < 2 ? 2 : s_images.Truth[i])], [.. repeated.Select(i => s_images.Scores[i])],
            [.. repeated.Select(i => s_images.Paths[i])]);
        Assert.AreEqual((0, 4), SurestImages.RightOfTenth(many));
        Assert.AreEqual((4, 4), SurestImages.RightOfTenth(many with { Truth = [.. repeated.Select(_ => 0)] }));
    }
}
