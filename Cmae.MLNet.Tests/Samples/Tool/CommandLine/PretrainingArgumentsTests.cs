using System.CommandLine;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class PretrainingArgumentsTests
{
    [TestMethod]
    public void TheDefaultsAreMicroAt64Pixels()
    {
        CmaePretrainingOptions options = Read("");
        Assert.AreEqual(CmaeArchitecture.Micro, options.Architecture);
        Assert.AreEqual(64, options.ImageSize);
        Assert.AreEqual(1, options.Seed);
        Assert.IsNull(options.Epochs);
        Assert.IsNull(options.TimeBudget);
    }

    [TestMethod]
    public void EveryValueArrives()
    {
        CmaePretrainingOptions options = Read("--preset small --image-size 96 --minutes 1.5 --seed 7");
        Assert.AreEqual(CmaeArchitecture.Small, options.Architecture);
        Assert.AreEqual(96, options.ImageSize);
        Assert.AreEqual(TimeSpan.FromSeconds(90), options.TimeBudget);
        Assert.AreEqual(7, options.Seed);
        Assert.AreEqual(12, Read("--epochs 12").Epochs);
    }

    [TestMethod]
    public void EveryPresetIsValid()
    {
        foreach (Preset preset in Preset.All)
            PretrainingOptionsValidation.Validate(preset.CreateOptions());
    }

    private static CmaePretrainingOptions Read(string commandLine)
    {
        var command = new Command("verb");
        var arguments = new PretrainingArguments(command);
        var root = new RootCommand { command };
        return arguments.Read(root.Parse($"verb {commandLine}"), CancellationToken.None);
    }
}
