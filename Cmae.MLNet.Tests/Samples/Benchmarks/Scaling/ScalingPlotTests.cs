using System.Xml.Linq;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Benchmarks.Scaling;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Scaling;

[TestClass]
public sealed class ScalingPlotTests
{
    private static readonly ScalingFigures[] s_steps =
    [
        new("batch", 8, 10, Timing.Of("a", [0.1]), 50),
        new("batch", 16, 20, Timing.Of("b", [0.2]), 100),
        new("depth", 3, 5, Timing.Of("c", [0.06]), null),
        new("depth", 6, 10, Timing.Of("d", [0.1]), null),
    ];

    [TestMethod]
    public void ItIsSvgWithALineForEachSeries()
    {
        XElement svg = XDocument.Parse(ScalingPlot.Draw(s_steps)).Root!;
        Assert.AreEqual("svg", svg.Name.LocalName);
        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        CollectionAssert.IsSubsetOf((string[])["growing batch", "growing depth", "Memory of a training step"], texts);
    }

    [TestMethod]
    public void TheTableSaysWhatGrowsOnce() => StringAssert.Contains(
        ScalingFigures.Text(s_steps),
        "| batch | 8 | 10.0 | 0.100 | 0.100 to 0.100 | 100 | 50 |\n|  | 16 | 20.0 | 0.200 | 0.200 to 0.200 | 100 | 100 |\n| depth | 3 |");
}
