using Cmae.MLNet.Samples.Tool.Display;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class WholeWordsTests
{
    private const string Path = "/home/somebody/a rather long folder/with-a-name-that-does-not-fit-into-sixty-columns/encoder.safetensors";

    [TestMethod]
    public void LinesBreakBetweenWordsAndAPathStaysWhole()
    {
        var terminal = new TerminalOutput(60);
        terminal.Console().Line($"1,234 images seen in 0:04:59 on a machine that was busy. Saved {Path}.\n- a second line");
        string[] lines = terminal.Text.Split('\n');
        CollectionAssert.AreEqual(
            new[]
            {
                "1,234 images seen in 0:04:59 on a machine that was busy.",
                "Saved /home/somebody/a rather long",
                "folder/with-a-name-that-does-not-fit-into-sixty-columns/encoder.safetensors.",
                "- a second line",
                "",
            },
            lines.Select(line => line.TrimEnd('\r')).ToArray());
    }

    [TestMethod]
    public void AWarningIsAsWideAsTheTerminalWithItsHeading()
    {
        var terminal = new TerminalOutput(20);
        terminal.Console().Warn("four words of text");
        Assert.AreEqual("Warning: four words\nof text\n", terminal.Text.Replace("\r", ""));
    }

    [TestMethod]
    public void AnIndentStaysBeforeItsWord()
    {
        var terminal = new TerminalOutput(20);
        terminal.Console().Line($"   {Path.Replace(' ', '-')}");
        Assert.AreEqual($"   {Path.Replace(' ', '-')}\n", terminal.Text.Replace("\r", ""));
    }

    [TestMethod]
    public void EmptyLinesStay()
    {
        var terminal = new TerminalOutput(20);
        terminal.Console().Line("one\n\ntwo");
        Assert.AreEqual("one\n\ntwo\n", terminal.Text.Replace("\r", ""));
    }
}
