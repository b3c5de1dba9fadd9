using Cmae.MLNet.Samples.Tool.Output;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Output;

[TestClass]
public sealed class ConfusionTableTests
{
    [TestMethod]
    public void ASmallMatrixIsShownWhole()
    {
        string text = Text(["[a]", "b"], [[3, 1], [0, 2]]);
        StringAssert.Matches(text, new(@"\[a\]\W+b\W"));
        StringAssert.Matches(text, new(@"b\W+0\W+2\W"));
    }

    [TestMethod]
    public void WhereTheNamesDoNotFitTheyAreNumberedAndShortened()
    {
        string[] classes = [.. Enumerable.Range(1, 5).Select(i => $"a long name of class {i}")];
        string text = Text(classes, [.. classes.Select(_ => new[] { 1, 2, 3, 4, 5 })]);
        StringAssert.Matches(text, new(@"│ 1 a \w*…"));
        StringAssert.Matches(text, new(@"5 a long name of class 5\W+1\W+2\W+3\W+4\W+5\W"));
        string many = Text([.. classes, .. classes.Select(name => name + "0")], [.. Enumerable.Repeat(new int[10], 10)]);
        StringAssert.Matches(many, new(@"│ +1 │ +2 │ +3 │"));
        Assert.IsTrue(many.Split('\n').All(line => line.TrimEnd().Length <= 80));
    }

    [TestMethod]
    public void OfALargeOneTheMostFrequentConfusions()
    {
        int[][] matrix = [.. Enumerable.Range(0, 40)
            .Select(row => Enumerable.Range(0, 40).Select(column => row == column ? 99 : column == row + 1 ? row : 0).ToArray())];
        string text = Text([.. Enumerable.Range(0, 40).Select(i => $"class{i}")], matrix);
        StringAssert.Contains(text, "The 20 most frequent confusions of 40 classes");
        StringAssert.Matches(text, new(@"class38\W+class39\W+38\W"));
        StringAssert.Matches(text, new(@"class19\W+class20\W+19\W"));
        Assert.IsFalse(text.Contains("class18", StringComparison.Ordinal) || text.Contains("99", StringComparison.Ordinal));
    }

    private static string Text(string[] classes, int[][] matrix)
    {
        var output = new StringWriter();
        ConfusionTable.Print(
            AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No }),
            classes,
            matrix);
        return output.ToString();
    }
}
