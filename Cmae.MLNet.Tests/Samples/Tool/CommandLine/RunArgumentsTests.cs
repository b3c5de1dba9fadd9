using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class RunArgumentsTests
{
    [TestMethod]
    public void EveryValueArrives()
    {
        CmaePretrainingOptions options = Read("--run r --checkpoint-minutes 0.5 --checkpoint-steps 7 --more-epochs 3");
        Assert.AreEqual(Path.GetFullPath("r"), options.RunDirectory);
        Assert.AreEqual((TimeSpan.FromSeconds(30), 7, 3, true),
            (options.CheckpointInterval, options.CheckpointSteps, options.MoreEpochs, options.Resume));
        options = Read("");
        Assert.AreEqual((null, TimeSpan.FromMinutes(5), false), (options.RunDirectory, options.CheckpointInterval, options.Resume));
    }

    [TestMethod]
    [DataRow(null, false)]
    [DataRow("options.json", true)]
    [DataRow("run.lock", true)]
    public void ARunThatIsThereGoesOn(string? file, bool resumes)
    {
        using var run = new TemporaryFolder();
        if (file is not null)
            File.WriteAllText(run[file], "");
        Assert.AreEqual(resumes, Read($"--run {run.Path}").Resume);
    }

    [TestMethod]
    public void AFolderOfSomethingElseIsRefused()
    {
        using var photos = new TemporaryFolder();
        File.WriteAllText(photos["a.jpg"], "");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Read($"--run {photos.Path}")).Message, "not the folder of a run");
    }

    private static CmaePretrainingOptions Read(string commandLine)
    {
        var command = new Command("verb");
        var arguments = new RunArguments(command, "The folder.");
        var options = new CmaePretrainingOptions();
        arguments.SetResumingOptions(new RootCommand { command }.Parse($"verb {commandLine}"), options);
        return options;
    }
}
