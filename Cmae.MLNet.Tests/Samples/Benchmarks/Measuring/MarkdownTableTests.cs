using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Measuring;

[TestClass]
public sealed class MarkdownTableTests
{
    [TestMethod]
    public void NumbersAreSetRight()
    {
        var table = new MarkdownTable("step", "images/s");
        table.Add("plain port", "1.17");
        table.Add("Cmae.MLNet", "");
        Assert.AreEqual("| step | images/s |\n| --- | ---: |\n| plain port | 1.17 |\n| Cmae.MLNet |  |\n", table.ToString());
        Assert.ThrowsExactly<ArgumentException>(() => table.Add("one cell"));
    }
}
