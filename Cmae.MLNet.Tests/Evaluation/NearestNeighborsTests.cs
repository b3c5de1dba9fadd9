using Cmae.MLNet.Evaluation;

namespace Cmae.MLNet.Tests.Evaluation;

[TestClass]
public sealed class NearestNeighborsTests
{
    [TestMethod]
    [DataRow(1, 0.07)]
    [DataRow(20, 0.07)]
    [DataRow(20, 10.0)]
    [DataRow(700, 0.5)]
    public void ClassesAreThoseOfThePlainFormula(int k, double temperature)
    {
        const int classes = 5, width = 13;
        FeatureRow[] train = Rows(700, classes, width, seed: 1), test = Rows(90, classes, width, seed: 2);
        uint[] expected = [.. test.Select(row => Expected(row, train, classes, k, temperature))];
        CollectionAssert.AreEqual(expected, new NearestNeighbors(train, classes, k, temperature).Classify(test));
        Assert.IsGreaterThan(1, expected.Distinct().Count());
    }

    [TestMethod]
    public void LengthsDoNotMatter()
    {
        FeatureRow[] train = [Row(0, 1e30f, 0), Row(1, 0, 1e-30f), Row(2, -5, 0)];
        FeatureRow[] test = [Row(0, 2, 1), Row(0, 1e-20f, 3), Row(0, -1e38f, 1e37f)];
        CollectionAssert.AreEqual(new uint[] { 0, 1, 2 }, new NearestNeighbors(train, 3, k: 1, 0.07).Classify(test));
    }

    [TestMethod]
    public void TheEarlierOfEqualNeighborsVotesAndTheLowerOfEqualClassesWins()
    {
        FeatureRow[] train = [Row(2, 1, 0), Row(1, 1, 0), Row(0, 1, 0)];
        CollectionAssert.AreEqual(new uint[] { 2 }, new NearestNeighbors(train, 3, k: 1, 0.07).Classify([Row(0, 1, 0)]));
        CollectionAssert.AreEqual(new uint[] { 1 }, new NearestNeighbors(train, 3, k: 2, 0.07).Classify([Row(0, 1, 0)]));
    }

    [TestMethod]
    public void ARowHasNoVoteOnItself()
    {
        FeatureRow[] rows = Rows(300, 4, 7, seed: 3);
        uint[] expected = [.. rows.Select((row, i) => ByOthers(row, i))];
        CollectionAssert.AreEqual(expected, new NearestNeighbors(rows, 4, k: 5, 0.07).ClassifyByOthers());

        uint ByOthers(FeatureRow row, int i) =>
            new NearestNeighbors([.. rows.Where((_, other) => other != i)], 4, k: 5, 0.07).Classify([row])[0];
    }

    [TestMethod]
    public void FeaturesThatAreAllZeroAreSimilarToNothing()
    {
        FeatureRow[] train = [Row(0, 0, 0), Row(1, 1, 0)];
        CollectionAssert.AreEqual(new uint[] { 1 }, new NearestNeighbors(train, 2, k: 1, 0.07).Classify([Row(0, 3, 4)]));
    }

    [TestMethod]
    public void ATinyTemperatureLetsTheNearestAloneDecide()
    {
        FeatureRow[] train = [Row(0, 1, 0.1f), Row(0, 1, 0.2f), Row(1, 1, 0)];
        CollectionAssert.AreEqual(new uint[] { 1 }, new NearestNeighbors(train, 2, k: 3, 1e-6).Classify([Row(0, 1, 0)]));
    }

    private static FeatureRow Row(uint label, params float[] features) => new() { Label = label, Features = features };

    private static FeatureRow[] Rows(int count, int classes, int width, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i % classes).Select(label => Row((uint)label, Features(label)))];

        float[] Features(int label) =>
            [.. Enumerable.Range(0, width).Select(i => random.NextSingle() - (i == label ? 0.1f : 0.5f))];
    }

    private static uint Expected(FeatureRow row, FeatureRow[] train, int classes, int k, double temperature)
    {
        var nearest = train.Select(other => (other.Label, Similarity: Cosine(row.Features, other.Features)))
            .OrderByDescending(pair => pair.Similarity).Take(k);
        return (uint)Enumerable.Range(0, classes)
            .MaxBy(c => nearest.Where(pair => pair.Label == c).Sum(pair => Math.Exp(pair.Similarity / temperature)));
    }

    private static double Cosine(float[] a, float[] b) =>
        a.Zip(b, (x, y) => (double)x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x));
}
