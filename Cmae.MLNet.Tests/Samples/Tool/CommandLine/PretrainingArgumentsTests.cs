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

    [TestMethod]
    public void AFileHasWhatTheCommandLineLacksAndTheCommandLineCountsMore()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["o.json"], """
            {
              // comments are allowed
              "batchSize": 96, "baseLearningRate": 1e-3, "contrastiveWeight": 0.5, "precision": "Float32", "imageSize": 48, "seed": 9,
              "timeBudget": "00:10:00",
            }
            """);
        CmaePretrainingOptions options = Read($"--options {folder["o.json"]} --image-size 64 --epochs 3");
        Assert.AreEqual((96, 1e-3, 0.5), (options.BatchSize, options.BaseLearningRate, options.ContrastiveWeight));
        Assert.AreEqual((64, 9, 3), (options.ImageSize, options.Seed, options.Epochs));
        Assert.AreEqual(CmaePrecision.Float32, options.Precision);
        Assert.IsNull(options.TimeBudget);
        Assert.AreEqual(TimeSpan.FromMinutes(10), Read($"--options {folder["o.json"]}").TimeBudget);
        Assert.AreEqual(48, Read($"--options {folder["o.json"]}").ImageSize);
    }

    [TestMethod]
    [DataRow("""{"batchSise": 96}""", "'batchSise' is not an option of CmaePretrainingOptions")]
    [DataRow("""{"batchSize": "many"}""", "'batchSize': ")]
    [DataRow("""{"cancellationToken": {}}""", "'cancellationToken' cannot be set in a file")]
    [DataRow("[1]", "it is not an object in braces")]
    [DataRow("{", "")]
    public void AFileThatIsWrongIsNamed(string content, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["o.json"], content);
        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read($"--options {folder["o.json"]}"));
        StringAssert.StartsWith(error.Message, $"'{folder["o.json"]}' is not a valid file of options: {message}");
    }

    private static CmaePretrainingOptions Read(string commandLine)
    {
        var command = new Command("verb");
        var arguments = new PretrainingArguments(command);
        var root = new RootCommand { command };
        return arguments.Read(root.Parse($"verb {commandLine}"), CancellationToken.None);
    }
}
