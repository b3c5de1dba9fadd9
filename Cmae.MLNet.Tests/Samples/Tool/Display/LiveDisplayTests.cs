using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class LiveDisplayTests
{
    [TestMethod]
    public void EveryFigureIsShown()
    {
        var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        console.Profile.Width = 120;
        new MLNet.Samples.Tool.Display.LiveDisplay(console, new ManualTime()).Run(report => report(ManualTime.Step(30, 30)));
        foreach (string figure in (string[])["2/5", "30/30", "123 images/s", "1:05", "0.5000", "0.2500", "1.0E-003", "0.9960", "100"])
            StringAssert.Contains(output.ToString(), figure);
    }
}
