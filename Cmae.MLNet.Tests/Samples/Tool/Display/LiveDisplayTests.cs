using System.Text.RegularExpressions;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed partial class LiveDisplayTests
{
    private static readonly CmaePretrainingOptions s_options = new();

    [TestMethod]
    public void EveryFigureIsShown()
    {
        string text = Shown(120, report => report(ManualTime.Step(30, 30)));
        foreach (string figure in (string[])["2/5", "30/30", "123 images/s", "1:05", "0.5000", "0.2500", "1.0E-003", "0.9960", "100"])
            StringAssert.Contains(text, figure);
    }

    [TestMethod]
    public void FiguresStayWholeOnANarrowTerminal()
    {
        string[] lines = Visible(Shown(60, report => report(ManualTime.Step(30, 30)))).Split('\n');
        foreach (string figure in (string[])["epoch 2/5", "reconstruction 0.5000", "learning rate 1.0E-003", "momentum 0.9960"])
            Assert.IsTrue(Array.Exists(lines, line => line.Contains(figure, StringComparison.Ordinal)), figure);
        foreach (string line in lines)
            Assert.IsLessThanOrEqualTo(60, line.TrimEnd().Length, line);
    }

    [TestMethod]
    public void TheBarGoesAndALineWithTheLastFiguresStays()
    {
        string text = Shown(120, report => report(ManualTime.Step(20, 30)));
        int cleared = text.LastIndexOf("\u001b[2K", StringComparison.Ordinal);
        Assert.IsGreaterThan(text.LastIndexOf('━'), cleared, "the bar is cleared after it was last drawn");
        StringAssert.StartsWith(Visible(text[cleared..]).TrimStart(), "epoch 2/5, step 20/30, 123 images/s");
    }

    [TestMethod]
    public void TheLineStaysWhenTheTrainingFails()
    {
        var terminal = new TerminalOutput(120);
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(terminal, report =>
        {
            report(ManualTime.Step(20, 30));
            throw new OperationCanceledException();
        }));
        StringAssert.Contains(Visible(terminal.Text), "epoch 2/5, step 20/30, ");
    }

    private static string Shown(int width, Action<Action<CmaePretrainingStep>> work)
    {
        var terminal = new TerminalOutput(width);
        Run(terminal, work);
        return terminal.Text;
    }

    private static void Run(TerminalOutput terminal, Action<Action<CmaePretrainingStep>> work)
    {
        IAnsiConsole console = terminal.Console(ansi: true);
        new MLNet.Samples.Tool.Display.LiveDisplay(console, new ManualTime()).Run(s_options, work);
    }

    private static string Visible(string text) => Escape().Replace(text, "").Replace('\r', '\n');

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
