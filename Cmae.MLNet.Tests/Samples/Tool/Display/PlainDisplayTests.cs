using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class PlainDisplayTests
{
    [TestMethod]
    public void LinesComeAtFirstEveryTenSecondsAndAtTheEnd()
    {
        var output = new StringWriter();
        var time = new ManualTime();
        new PlainDisplay(Redirected(output), time).Run(new CmaePretrainingOptions(), report =>
        {
            for (int step = 1; step <= 30; step++, time.Seconds++)
                report(ManualTime.Step(step, 30));
        });
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(new[] { 1, 11, 21, 30 }, lines.Select(line => int.Parse(line.Split("step ")[1].Split('/')[0])).ToArray());
        Assert.AreEqual(
            "epoch 2/5, step 1/30, 123 images/s, 1:05 left, reconstruction 0.5000, contrastive 0.2500, learning rate "
                + "1.0E-003, momentum 0.9960",
            lines[0].TrimEnd());
    }

    [TestMethod]
    public void RedirectedOutputGetsPlainLines() =>
        Assert.IsInstanceOfType<PlainDisplay>(IPretrainingDisplay.Create(Redirected(new StringWriter())));

    private static IAnsiConsole Redirected(TextWriter output) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
}
