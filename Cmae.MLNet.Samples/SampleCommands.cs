using System.CommandLine;
using Cmae.MLNet.Samples.Benchmarks;
using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Samples;

/// <summary>The verbs of the tool, and what only this program has beside them: the demo and the benchmarks.</summary>
internal static class SampleCommands
{
    public static RootCommand CreateRoot(IAnsiConsole console)
    {
        RootCommand root = CommandLineApplication.CreateRoot(console);
        root.Description += " Without a verb: draws images, learns from them, and shows every step up to a saved model.zip "
            + "in a few minutes.";
        root.Add(BenchVerb.Create(console));
        root.SetVerb(MainSample.Create(console));
        return root;
    }
}
