using System.CommandLine;
using Cmae.MLNet.Classification;
using Cmae.MLNet.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class FineTuningArgumentsTests
{
    [TestMethod]
    public void TheDefaultsAreMicroAt64PixelsFromRandomWeights()
    {
        CmaeImageClassificationTrainer.Options options = Read("");
        Assert.AreEqual(CmaeArchitecture.Micro, options.Architecture);
        Assert.AreEqual(64, options.ImageSize);
        Assert.AreEqual(1, options.Seed);
        Assert.AreEqual(CmaeFreeze.Nothing, options.Freeze);
        Assert.IsNull(options.InitializeFrom);
        Assert.IsNull(options.Epochs);
        Assert.IsNull(options.TimeBudget);
        ClassificationOptionsValidation.Validate(options);
    }

    [TestMethod]
    public void EveryValueArrives()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(32, 2, 4), 16, 2), seed: 2).Save(folder["encoder.safetensors"]);
        CmaeImageClassificationTrainer.Options options = Read(
            $"--encoder {folder["encoder.safetensors"]} --freeze 2 --minutes 1.5 --seed 7");
        Assert.AreEqual(16, options.InitializeFrom!.ImageSize);
        Assert.AreEqual(CmaeFreeze.AllButLast(2), options.Freeze);
        Assert.AreEqual(TimeSpan.FromSeconds(90), options.TimeBudget);
        Assert.AreEqual(7, options.Seed);
        Assert.AreEqual(CmaeFreeze.Encoder, Read("--freeze encoder").Freeze);
        Assert.AreEqual(12, Read("--preset small --image-size 96 --epochs 12").Epochs);
    }

    private static CmaeImageClassificationTrainer.Options Read(string commandLine)
    {
        var command = new Command("verb");
        var arguments = new FineTuningArguments(command);
        var root = new RootCommand { command };
        return arguments.Read(root.Parse($"verb {commandLine}"), CancellationToken.None);
    }
}
