using Microsoft.ML;
using Microsoft.ML.Data;
using static Cmae.MLNet.Tests.Curation.Clouds;

namespace Cmae.MLNet.Tests.Curation;

[TestClass]
public sealed class CmaeImageIndexTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void SearchFindsTheImageItselfAndThenItsCloud()
    {
        float[][] features = Create(clouds: 4, rows: 40);

        IReadOnlyList<CmaeImageMatch> matches = Index(features).Search(features[5], 10);

        Assert.AreEqual(Key(5), matches[0].Key);
        Assert.AreEqual(1, matches[0].Similarity, 1e-5);
        Assert.IsTrue(matches.All(match => RowOf(match.Key) % 4 == 1));
        CollectionAssert.AreEqual(matches.OrderByDescending(match => match.Similarity).ToArray(), matches.ToArray());
    }

    [TestMethod]
    public void SearchLikeLeavesTheImageOut()
    {
        float[][] features = Create(clouds: 4, rows: 40);
        CmaeImageIndex index = Index(features);
        CollectionAssert.AreEqual(
            index.Search(features[5], 4).Skip(1).Select(match => match.Key).ToArray(),
            index.SearchLike(Key(5), 3).Select(match => match.Key).ToArray());
        StringAssert.Contains(Assert.ThrowsExactly<KeyNotFoundException>(() => index.SearchLike("cat.jpg", 3)).Message, "'cat.jpg'");
    }

    [TestMethod]
    public void PlantedCopiesAreTheNearDuplicates()
    {
        float[][] features = Create(clouds: 50, rows: 50);
        float[][] withCopies = [.. features, [.. features[7].Select(value => value + 0.001f)], [.. features[9]]];

        CmaeImagePair[] pairs = [.. Index(withCopies).NearDuplicates(0.99)];

        CollectionAssert.AreEqual(
            new[] { (Key(9), Key(51)), (Key(7), Key(50)) }, pairs.Select(pair => (pair.First, pair.Second)).ToArray());
    }

    [TestMethod]
    public void TheRowFarFromEveryCloudIsTheOutlier()
    {
        float[][] features = [.. Create(clouds: 2, rows: 60), [.. Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? 60f : 40f)]];
        Assert.AreEqual(Key(60), Index(features).Outliers(1).Single().Key);
    }

    [TestMethod]
    public void GroupsAreTheClouds()
    {
        IReadOnlyList<CmaeImageGroup> groups = Index(Create(clouds: 3, rows: 31)).Groups(3);

        CollectionAssert.AreEqual(new[] { 11, 10, 10 }, groups.Select(group => group.Images.Count).ToArray());
        foreach (CmaeImageGroup group in groups)
        {
            Assert.HasCount(1, group.Images.Select(image => RowOf(image.Key) % 3).Distinct());
            Assert.AreEqual(group.Images.MaxBy(image => image.Similarity)!.Key, group.Name);
        }
    }

    [TestMethod]
    [DataRow(CmaeSelection.Typical)]
    [DataRow(CmaeSelection.Diverse)]
    public void ASelectionTakesOneOfEachCloudAndPassesOverLabeledOnes(CmaeSelection selection)
    {
        CmaeImageIndex index = Index(Create(clouds: 5, rows: 100, spread: 0.01f));

        IReadOnlyList<string> first = index.SelectToLabel(2, selection);
        IReadOnlyList<string> others = index.SelectToLabel(3, selection, labeled: first);

        Assert.HasCount(5, first.Concat(others).Select(key => RowOf(key) % 5).Distinct());
    }

    [TestMethod]
    [DataRow(CmaeSelection.Typical)]
    [DataRow(CmaeSelection.Diverse)]
    public void ASelectionOfMoreThanThereAreTakesAllOnce(CmaeSelection selection)
    {
        IReadOnlyList<string> keys = Index(Create(clouds: 5, rows: 20)).SelectToLabel(100, selection, labeled: [Key(3)]);
        CollectionAssert.AreEquivalent(
            Enumerable.Range(0, 20).Where(row => row != 3).Select(Key).ToArray(), keys.ToArray());
    }

    [TestMethod]
    public void LargeClustersGiveImagesFromTheirMiddle()
    {
        CmaeImageIndex index = Index(Create(clouds: 2, rows: 5000));
        IReadOnlyList<string> keys = index.SelectToLabel(2);
        Assert.HasCount(2, keys.Select(key => RowOf(key) % 2).Distinct());
        string[] outliers = [.. index.Outliers(2500).Select(match => match.Key)];
        CollectionAssert.AreEqual(Array.Empty<string>(), keys.Intersect(outliers).ToArray());
    }

    [TestMethod]
    public void TheSmallestMarginIsTheMostUncertain()
    {
        CmaeImageIndex index = Index(Create(clouds: 2, rows: 4));
        float[][] probabilities = [[0.5f, 0.4f, 0.1f], [0.9f, 0.1f, 0], [0.34f, 0.33f, 0.33f], [0.6f, 0.3f, 0.1f]];
        CollectionAssert.AreEqual(new[] { Key(2), Key(0) }, index.SelectUncertain(2, probabilities).ToArray());
        CollectionAssert.AreEqual(new[] { Key(0), Key(3) }, index.SelectUncertain(2, probabilities, labeled: [Key(2)]).ToArray());
    }

    [TestMethod]
    public void AFlippedLabelIsTheOnlySuspiciousOne()
    {
        string[] labels = [.. Enumerable.Range(0, 60).Select(row => $"class {row % 3}")];
        labels[31] = "class 2";

        CmaeSuspiciousLabel suspicious = Index(Create(clouds: 3, rows: 60)).SuspiciousLabels(labels).Single();

        Assert.AreEqual((Key(31), "class 2", "class 1"), (suspicious.Key, suspicious.Label, suspicious.Suggestion));
        Assert.AreEqual(1, suspicious.Doubt, 0.01);
    }

    [TestMethod]
    public void ADataViewGivesTheSameIndex()
    {
        float[][] features = Create(clouds: 4, rows: 20);
        IDataView data = _ml.Data.LoadFromEnumerable(
            features.Select((vector, row) => new Row { ImagePath = Key(row), Features = vector }));
        CollectionAssert.AreEqual(
            Index(features).Search(features[0], 5).Select(match => match.ToString()).ToArray(),
            CmaeImageIndex.Build(data).Search(features[0], 5).Select(match => match.ToString()).ToArray());
    }

    [TestMethod]
    public void WhatCannotBeIndexedIsRefusedByName()
    {
        AssertRefused("There are no images.", () => new CmaeImageIndex([], []));
        AssertRefused("The key 'a' is there twice, last in row 1", () => new CmaeImageIndex(["a", "a"], [[1, 2], [2, 1]]));
        AssertRefused("'b' has 1 features, but 'a' has 2.", () => new CmaeImageIndex(["a", "b"], [[1, 2], [1]]));
        AssertRefused("'b' has features that are not finite", () => new CmaeImageIndex(["a", "b"], [[1, 2], [1, float.NaN]]));
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { Features = new float[16] }]);
        AssertRefused("There is no column 'Vector'; the data has 'ImagePath', 'Features'.", () => CmaeImageIndex.Build(data, "Vector"));
        AssertRefused("has the type String where a vector of Single", () => CmaeImageIndex.Build(data, "ImagePath"));
    }

    [TestMethod]
    public void OneImageIsSimilarToNothing()
    {
        CmaeImageIndex index = Index([[1, 2, 3]]);
        Assert.IsEmpty(index.SearchLike(Key(0), 5));
        Assert.IsEmpty(index.SuspiciousLabels(["a"]));
        Assert.HasCount(1, index.Outliers(5));
        Assert.HasCount(1, index.Groups(1));
    }

    private static void AssertRefused(string message, Func<object> index) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(index).Message, message);

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";

        [VectorType(16)]
        public float[] Features { get; set; } = [];
    }
}
