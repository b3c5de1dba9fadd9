using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class KeptRunTests
{
    private static readonly ParseResult s_parsed =
        CommandLineApplication.CreateRoot(AnsiConsole.Console).Parse("pretrain --images d --save-encoder e.onnx --run r");

    [TestMethod]
    public void WithoutAFolderNothingIsKept() =>
        StringAssert.StartsWith(KeptRun.Canceled(s_parsed, run: null).Message, "Nothing was kept.");

    [TestMethod]
    public void TheCheckpointAndTheCommandThatGoesOnAreNamed()
    {
        using var run = new TemporaryFolder();
        const string command = "cmae pretrain --images d --save-encoder e.onnx --run r --resume";
        Assert.AreEqual(
            $"There is no checkpoint in '{run.Path}' yet. To begin anew: {command}", KeptRun.Canceled(s_parsed, run.Path).Message);
        Directory.CreateDirectory(run["checkpoints"]);
        File.WriteAllText(run["checkpoints/step-000000007.safetensors"], "");
        Assert.AreEqual(
            $"A checkpoint of where it stood is in '{run.Path}'. To go on: {command}", KeptRun.Canceled(s_parsed, run.Path).Message);
    }
}
