using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Measuring;

[TestClass]
public sealed class InterleavedTests
{
    [TestMethod]
    public void ContendersTakeTurnsAndFirstRunsAreNotTimed()
    {
        string order = "";
        Contender[] contenders =
        [
            new("a", () => order += "a"),
            new("b", () => order += "b", Begin),
        ];
        IReadOnlyList<Timing> timings = Interleaved.Measure(
            contenders, new MeasuringPlan(Rounds: 2, RunsPerRound: 2), CancellationToken.None);
        Assert.AreEqual("aaa(bbb)aa(bbb)", order);
        CollectionAssert.AreEqual((string[])["a", "b"], timings.Select(timing => timing.Name).ToArray());
        Assert.IsTrue(timings.All(timing => timing.Runs == 4));

        End Begin()
        {
            order += "(";
            return new End(() => order += ")");
        }
    }

    [TestMethod]
    public void ACanceledMeasurementEnds()
    {
        using var cancellation = new CancellationTokenSource();
        int runs = 0;
        Contender[] contenders = [new("a", () => { runs++; cancellation.Cancel(); })];
        Assert.ThrowsExactly<OperationCanceledException>(() => Interleaved.Measure(contenders, MeasuringPlan.Quick, cancellation.Token));
        Assert.AreEqual(1, runs);
    }

    [TestMethod]
    public void TheMedianAndTheQuartilesLieBetweenTheRuns()
    {
        Timing timing = Timing.Of("a", [5, 1, 2, 4]);
        Assert.AreEqual(new Timing("a", 4, Median: 3, LowerQuartile: 1.75, UpperQuartile: 4.25, Best: 1), timing);
        Assert.AreEqual(new Timing("b", 1, 7, 7, 7, 7), Timing.Of("b", [7]));
    }

    private sealed class End(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
