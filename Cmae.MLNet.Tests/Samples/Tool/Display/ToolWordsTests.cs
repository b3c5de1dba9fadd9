using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Libtorch;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class ToolWordsTests
{
    [TestMethod]
    public void AnInstalledProgramDownloadsAPackageInsteadOfAddingIt()
    {
        string message = ToolWords.Of(
            "Add it: dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 (CPU), or TorchSharp-cuda-linux for an NVIDIA GPU. End.",
            new Command("verb"));
        Assert.AreEqual(
            $"Add it: dotnet package download libtorch-cpu-linux-x64@2.10.0 --output \"{LibtorchFolder.NuGetPackages}\". End.", message);
    }

    [TestMethod]
    [DataRow("pretrain", "RunDirectory 'x' is not empty. Choose a new folder, or set Resume = true to continue the run in it.",
        "--run 'x' is not empty. Choose a new folder, or set --resume to continue the run in it.")]
    [DataRow("pretrain", "Lower BatchSize (AccumulationSteps keeps the effective batch) or CacheBytes.",
        "Lower batchSize (in --options) (accumulationSteps (in --options) keeps the effective batch) or cacheBytes (in --options).")]
    [DataRow("pretrain", "set InitializeFrom = CmaeEncoder.Load(...).", "set --initialize-from FILE.")]
    [DataRow("finetune", "Set InitializeFrom.", "Set --encoder.")]
    [DataRow("classify", "OnBadImage = CmaeBadImageHandling.Skip leaves such images out", "--bad-images skip leaves such images out")]
    [DataRow("featurize", "Raise BatchSize.", "Raise BatchSize.")]
    [DataRow("pretrain", "'/data/ImageSize/x.jpg' and Device, Seed", "'/data/ImageSize/x.jpg' and Device, Seed")]
    public void TheLibrarysNamesBecomeThoseOfTheCommandLine(string verb, string message, string shown)
    {
        Command command = CommandLineApplication.CreateRoot(AnsiConsole.Console).Subcommands.Single(candidate => candidate.Name == verb);
        Assert.AreEqual(shown, ToolWords.Of(message, command));
    }
}
