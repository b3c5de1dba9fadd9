using Cmae.MLNet.Tests.Docs;

namespace Cmae.MLNet.Tests.House;

/// <summary>Holds the widths that .editorconfig names: 140 columns for code, 160 for XML documentation comments.</summary>
[TestClass]
public sealed class LineWidthTests
{
    private const int CodeColumns = 140;
    private const int DocumentationColumns = 160;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void NoLineIsTooWide()
    {
        string[] wide = [.. SourceFiles.All.SelectMany(file => TooWide(Documentation.NameOf(file), File.ReadLines(file)))];
        Assert.IsEmpty(wide, $"{wide.Length} lines are too wide:{Environment.NewLine}{string.Join(Environment.NewLine, wide)}");
    }

    [TestMethod]
    [DataRow("", CodeColumns)]
    [DataRow("// ", CodeColumns)]
    [DataRow("    /// ", DocumentationColumns)]
    public void ALineIsTooWideFromTheNextColumnOn(string start, int columns)
    {
        string widest = start.PadRight(columns, 'x');
        Assert.IsEmpty(TooWide("File.cs", [widest]));
        Assert.AreEqual(
            $"File.cs:2 has {columns + 1} columns, at most {columns} are allowed",
            Assert.ContainsSingle(TooWide("File.cs", [widest, widest + "x"])));
    }

    [TestMethod]
    public void LengthsOfFiles()
    {
        foreach (IGrouping<string, string> project in SourceFiles.All.GroupBy(file => Documentation.NameOf(file).Split('/')[0]))
        {
            int[] lengths = [.. project.Select(file => File.ReadLines(file).Count()).Order()];
            Assert.IsNotEmpty(lengths);
            TestContext.WriteLine(
                $"{project.Key}: {lengths.Length} files, median {At(0.5)} lines, 90th percentile {At(0.9)}, longest {lengths[^1]}");

            int At(double share) => lengths[(int)(share * (lengths.Length - 1))];
        }
    }

    private static IEnumerable<string> TooWide(string file, IEnumerable<string> lines) =>
        from line in lines.Index()
        let allowed = line.Item.TrimStart().StartsWith("///", StringComparison.Ordinal) ? DocumentationColumns : CodeColumns
        where line.Item.Length > allowed
        select $"{file}:{line.Index + 1} has {line.Item.Length} columns, at most {allowed} are allowed";
}
