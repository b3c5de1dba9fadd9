using Cmae.MLNet.Samples.Tool.Reporting.Charts;

namespace Cmae.MLNet.Tests.Samples.Tool.Reporting.Charts;

[TestClass]
public sealed class LineChartTests
{
    [TestMethod]
    public void ColorsAreThoseOfThePageAndTheDescriptionIsThere()
    {
        string chart = LineChart.Draw(
            "Loss & more", "It \"falls\".", "step", (0, 1), new Curve("a", [(0, 0.2), (1, 0.9)]), new Curve("b", [(0, 0.1), (1, 0.3)]));
        foreach (string part in (string[])["var(--ink)", "var(--rule)", "var(--curve-1)", "var(--curve-2)",
            "aria-label=\"It &quot;falls&quot;.\"", "Loss &amp; more", "viewBox="])
            StringAssert.Contains(chart, part);
        Assert.DoesNotContain("rgb(", chart);
        StringAssert.DoesNotMatch(chart, new("id=\"clipPath[0-9]"));
        Assert.DoesNotContain("font-family", chart);
    }

    [TestMethod]
    public void NothingIsDrawnOfNothing() =>
        Assert.AreEqual("", LineChart.Draw("t", "d", "x", null, Curve.Of("none", [(1, null), (2, null)])));

    [TestMethod]
    public void ManyPointsBecomeMeansOfEqualParts()
    {
        Curve curve = Curve.Of("many", Enumerable.Range(1, 1000).Select(i => ((double)i, (double?)i)));
        Assert.HasCount(334, curve.Points);
        Assert.AreEqual((3.0, 2.0), curve.Points[0]);
        Assert.AreEqual((1000.0, 1000.0), curve.Points[^1]);
    }
}
