using System.Text.Json;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Benchmarks;

[TestClass]
public sealed class BenchVerbTests
{
    [TestMethod]
    public async Task APartIsMeasuredPrintedAndSaved()
    {
        using var folder = new TemporaryFolder();
        string output = await CommandLineRun.Succeeds("bench", "--quick", "--only", "pipeline", "--json", folder["figures.json"]);
        StringAssert.Contains(output, "| views | JPEG files | decoded images/s | pairs of views/s | both, images/s |\n| ---: |");
        StringAssert.Contains(output, "| 224 px | 512 px | ");
        using JsonDocument figures = JsonDocument.Parse(File.ReadAllBytes(folder["figures.json"]));
        Assert.AreEqual(JsonValueKind.Null, figures.RootElement.GetProperty("training").ValueKind);
        foreach (JsonElement size in figures.RootElement.GetProperty("pipeline").EnumerateArray())
            Assert.IsGreaterThan(0, size.GetProperty("both").GetDouble());
    }
}
