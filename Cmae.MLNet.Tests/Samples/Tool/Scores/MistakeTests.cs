using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Tests.Samples.Tool.Scores;

[TestClass]
public sealed class MistakeTests
{
    [TestMethod]
    public void TheSurestComeFirst()
    {
        var images = new ScoredImages(
            ["a", "b"], [0, 1, 0, 1], [[0.9f, 0.1f], [0.6f, 0.4f], [0.1f, 0.9f], [0.7f, 0.3f]], ["1.png", "2.png", "3.png", "4.png"]);
        CollectionAssert.AreEqual(
            new Mistake[] { new("3.png", "a", "b", 0.9f), new("4.png", "b", "a", 0.7f) }, Mistake.MostConfident(images, 2).ToArray());
        Assert.HasCount(3, Mistake.MostConfident(images, 9));
    }
}
