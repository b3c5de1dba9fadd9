using Cmae.MLNet.Labels;

namespace Cmae.MLNet.Tests.Labels;

[TestClass]
public sealed class StratifiedSplitTests
{
    [TestMethod]
    public void EveryClassGivesItsShare()
    {
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i < 150 ? 0 : i < 195 ? 1 : 2)];
        (int[] train, int[] validation) = StratifiedSplit.Of(labels, 4, 0.2, seed: 3);
        CollectionAssert.AreEqual(
            new[] { 30, 9, 1, 0 }, Enumerable.Range(0, 4).Select(label => validation.Count(image => labels[image] == label)).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), train.Concat(validation).Order().ToArray());
    }

    [TestMethod]
    public void ItFollowsFromTheSeed()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        int[] first = StratifiedSplit.Of(labels, 3, 0.25, seed: 3).Validation;
        CollectionAssert.AreEqual(first, StratifiedSplit.Of(labels, 3, 0.25, seed: 3).Validation);
        CollectionAssert.AreNotEqual(first, StratifiedSplit.Of(labels, 3, 0.25, seed: 4).Validation);
    }

    [TestMethod]
    public void SmallSharesHoldOutAtLeastOneImageAndNoClassLosesItsLast()
    {
        Assert.HasCount(1, StratifiedSplit.Of([0, 0, 1, 1], 2, 0.01, seed: 1).Validation);
        (int[] train, int[] validation) = StratifiedSplit.Of([0, 0, 1, 2], 3, 0.9, seed: 1);
        Assert.HasCount(1, validation);
        Assert.HasCount(3, train);
    }
}
