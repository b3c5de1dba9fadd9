using Cmae.MLNet.Samples;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples;

[TestClass]
public sealed class SampleCommandsTests
{
    [TestMethod]
    public void TheToolHasAllVerbsButBench()
    {
        string[] tool = [.. CommandLineApplication.CreateRoot(AnsiConsole.Console).Subcommands.Select(verb => verb.Name)];
        string[] samples = [.. SampleCommands.CreateRoot(AnsiConsole.Console).Subcommands.Select(verb => verb.Name)];
        CollectionAssert.AreEqual((string[])[.. tool, "bench"], samples);
    }
}
