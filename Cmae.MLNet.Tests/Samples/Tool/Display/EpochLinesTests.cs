using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class EpochLinesTests
{
    [TestMethod]
    public void StepsFillTheTimeOfLongEpochs()
    {
        var output = new StringWriter();
        var time = new ManualTime();
        var lines = new EpochLines(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }), time);
        for (int step = 1; step <= 30; step++, time.Seconds++)
        {
            lines.Show(Step(step));
            if (step == 15)
                lines.Show(new CmaeImageClassificationEpoch(
                    new(1, 2, IsBest: true, 1e-3, ImagesSeen: 100, TimeSpan.Zero, TimeSpan.Zero), new(1.5, 0.5), validation: null));
        }
        string[] written = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(
            new[] { "step 1/30", "step 11/30", "loss 1.500", "step 25/30" }, written.Select(line => line.Split(", ")[1]).ToArray());
        Assert.AreEqual("epoch 1/2, step 1/30, 250 images/s, 0:01:05 left, loss 1.250", written[0].TrimEnd());
    }

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

    private static CmaeFineTuningStep Step(int step) => new()
    {
        Step = step,
        TotalSteps = 30,
        Epoch = step <= 15 ? 1 : 2,
        TotalEpochs = 2,
        Loss = 1.25,
        LearningRate = 1e-3,
        GradientNorm = double.NaN,
        ImagesSeen = 6 * step,
        ImagesPerSecond = 250,
        Remaining = TimeSpan.FromSeconds(65),
    };
}
