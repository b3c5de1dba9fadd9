using System.Globalization;
using System.Text;
using Cmae.MLNet.Samples.Tool.Output;

namespace Cmae.MLNet.Tests.Samples.Tool.Output;

[TestClass]
public sealed class CsvWriterTests
{
    [TestMethod]
    [DataRow("plain", "plain")]
    [DataRow("", "")]
    [DataRow("a,b", "\"a,b\"")]
    [DataRow("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [DataRow("two\nlines", "\"two\nlines\"")]
    [DataRow("grün", "grün")]
    public void ValuesAreQuotedWhereTheyMustBe(string value, string written) => Assert.AreEqual($"x,{written}\n", Written("x", value));

    [TestMethod]
    [DataRow("=1+1", "'=1+1")]
    [DataRow("+cmd", "'+cmd")]
    [DataRow("-leading,dash", "\"'-leading,dash\"")]
    [DataRow("@SUM(A1)", "'@SUM(A1)")]
    [DataRow("-0.25", "-0.25")]
    [DataRow("plain=", "plain=")]
    public void TextThatASpreadsheetTakesForAFormulaIsGuardedIfAskedFor(string value, string written)
    {
        using var text = new StringWriter();
        using (var writer = new CsvWriter(text) { GuardsFormulas = true })
            writer.WriteRecord([value]);
        Assert.AreEqual($"{written}\n", text.ToString());
    }

    [TestMethod]
    public void NumbersRoundTrip()
    {
        foreach (float number in (float[])[0.1f, -1e-20f, float.MaxValue, MathF.PI])
            Assert.AreEqual(number, float.Parse(CsvWriter.Number(number), CultureInfo.InvariantCulture));
    }

    private static string Written(params string[] values)
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream))
            writer.WriteRecord(values);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
