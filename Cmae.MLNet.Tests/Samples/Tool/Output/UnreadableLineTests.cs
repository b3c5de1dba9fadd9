using Cmae.MLNet.Samples.Tool.Output;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Output;

[TestClass]
public sealed class UnreadableLineTests
{
    [TestMethod]
    [DataRow(0, "")]
    [DataRow(1, "1 image that cannot be read was left out and is not counted.")]
    [DataRow(1200, "1,200 images that cannot be read were left out and are not counted.")]
    public void ItCountsTheImages(int count, string line)
    {
        var output = new StringWriter();
        UnreadableLine.Print(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }), count);
        Assert.AreEqual(line, output.ToString().TrimEnd());
    }
}
