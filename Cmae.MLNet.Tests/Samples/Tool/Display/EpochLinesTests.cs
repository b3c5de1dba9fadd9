using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class EpochLinesTests
{
    [TestMethod]
    public void LinesComeAtFirstEveryTenSecondsAndAtTheEnd()
    {
        var output = new StringWriter();
        var time = new ManualTime();
        var lines = new EpochLines(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }), time);
        for (int epoch = 1; epoch <= 25; epoch++, time.Seconds++)
        {
            var progress = new EpochProgress(epoch, 25, IsBest: true, 1e-3, ImagesSeen: 100, TimeSpan.Zero, TimeSpan.FromSeconds(65));
            lines.Show(new CmaeImageClassificationEpoch(progress, new(1.5, 0.5), new(0.25, 0.9)));
        }
        string[] written = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(new[] { 1, 11, 21, 25 }, written.Select(line => int.Parse(line.Split(' ', '/')[1])).ToArray());
        Assert.AreEqual("epoch 1/25, loss 1.500, validation accuracy 90.0 % (loss 0.250), 0:01:05 left", written[0].TrimEnd());
    }
}
