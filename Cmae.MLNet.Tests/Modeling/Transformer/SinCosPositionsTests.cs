using System.Globalization;
using System.Text.RegularExpressions;
using Cmae.MLNet.Modeling;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed partial class SinCosPositionsTests
{
    public static IEnumerable<string> Fixtures => GoldenFolder.Configurations("pos_embed.safetensors");

    [GeneratedRegex(@"^sincos\.g(?<grid>\d+)\.d(?<width>\d+)(?<rows>\.at_rows)?$")]
    private static partial Regex TableCase { get; }

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void TablesAreTheReferences(string name)
    {
        var golden = new GoldenFixture(name + "pos_embed.safetensors");
        Match[] cases = [.. golden.Names.Select(name => TableCase.Match(name)).Where(match => match.Success)];
        Assert.AreNotEqual(0, cases.Length);
        foreach (Match match in cases)
        {
            int width = int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture);
            float[] table = SinCosPositions.Table(int.Parse(match.Groups["grid"].Value, CultureInfo.InvariantCulture), width);
            if (match.Groups["rows"].Success)
                AssertSelectedRows(golden, match.Value[..^".at_rows".Length], table, width);
            else
                AssertValues(golden.Floats(match.Value), table, match.Value);
        }
    }

    [TestMethod]
    public void TheRowComesBeforeTheColumn()
    {
        float[] table = SinCosPositions.Table(grid: 3, width: 8);
        float[] second = table[(2 * 8)..(3 * 8)];   // row 0, column 1
        AssertValues([0, 0, 1, 1, MathF.Sin(1), MathF.Sin(0.01f), MathF.Cos(1), MathF.Cos(0.01f)], second, "second patch");
        Assert.IsTrue(table[..8].All(value => value == 0), "The class token has no position.");
    }

    // Large tables are stored as some rows and sums over all of them.
    private static void AssertSelectedRows(GoldenFixture golden, string name, float[] table, int width)
    {
        float[] selected = [.. golden.Longs(name + ".rows").SelectMany(row => table[((int)row * width)..(((int)row + 1) * width)])];
        AssertValues(golden.Floats(name + ".at_rows"), selected, name);
        double tolerance = 1e-5 * table.Length / 100;
        Assert.AreEqual(golden.Doubles(name + ".sum_f64")[0], table.Sum(value => (double)value), tolerance, name);
        Assert.AreEqual(golden.Doubles(name + ".abs_sum_f64")[0], table.Sum(value => Math.Abs((double)value)), tolerance, name);
    }

    private static void AssertValues(float[] expected, float[] actual, string name)
    {
        Assert.HasCount(expected.Length, actual, name);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-5f, $"{name}[{i}]");
    }
}
