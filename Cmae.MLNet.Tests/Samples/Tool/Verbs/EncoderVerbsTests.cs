using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Tests.Checkpoints;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class EncoderVerbsTests
{
    [TestMethod]
    public async Task AnOfficialCheckpointIsImportedWithAReport()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = GoldenFolder.Files("*_extracted.pth")[0];
        string output = await CommandLineRun.Succeeds("import", "--from", checkpoint, "--save-encoder", folder["encoder.safetensors"]);
        StringAssert.Contains(output, "planes Bgr");
        StringAssert.Contains(output, "0 missing");
        EncoderAssert.AreIdentical(CmaeEncoder.Load(checkpoint), CmaeEncoder.Load(folder["encoder.safetensors"]));
    }

    [TestMethod]
    [DataRow("out.onnx")]
    [DataRow("out.zip")]
    [DataRow("out.pth")]
    public async Task AnExportIsReadBackToTheSameBits(string name)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = TinyPretraining.Untrained();
        encoder.Save(folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds("export", "--encoder", folder["encoder.safetensors"], "--to", folder[name]);
        EncoderAssert.AreIdentical(encoder, CmaeEncoder.Load(folder[name]));
    }

    [TestMethod]
    [DataRow("a.zip")]
    [DataRow("a.onnx --layout Timm")]
    public async Task FeaturesAreChosenForOnnxFilesAlone(string target)
    {
        (int exitCode, _, string error) = await CommandLineRun.Of(
            ["export", "--encoder", "e.safetensors", "--features", "PatchTokens", "--to", .. target.Split(' ')]);
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode);
        StringAssert.Contains(error, "--features is for .onnx files");
    }

    [TestMethod]
    [DynamicData(nameof(GoldenCheckpointTests.Sets), typeof(GoldenCheckpointTests))]
    public async Task AFineTunedCheckpointIsExportedWithLogits(string set)
    {
        using var folder = new TemporaryFolder();
        string checkpoint = GoldenFolder.Files(set + "_finetune*.pth")[0];
        await CommandLineRun.Succeeds("export", "--encoder", checkpoint, "--to", folder["a.onnx"], "--features", "Logits");
        int classes = new GoldenFixture(set + "_expected.safetensors").Integer("num_classes");
        Assert.AreEqual(classes, CmaeClassifier.Load(folder["a.onnx"]).ClassCount);
        EncoderAssert.AreIdentical(CmaeEncoder.Load(checkpoint), CmaeEncoder.Load(folder["a.onnx"]));

        (int refused, _, string message) = await CommandLineRun.Of(
            "export", "--encoder", GoldenFolder.Files(set + "_*extracted*.pth")[0], "--to", folder["b.onnx"], "--features", "Logits");
        Assert.AreNotEqual(0, refused);
        StringAssert.Contains(message, "holds an encoder and no classification head");
    }

    [TestMethod]
    public async Task AStateDictHasTheNamesOfTheCodeItIsFor()
    {
        using var folder = new TemporaryFolder();
        TinyPretraining.Untrained().Save(folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds(
            "export", "--encoder", folder["encoder.safetensors"], "--to", folder["timm.safetensors"], "--layout", "Timm");
        string output = await CommandLineRun.Succeeds("inspect", folder["timm.safetensors"], "--weights");
        StringAssert.Contains(output, "blocks.0.norm1.weight");
        StringAssert.Contains(output, "width 32, 2 blocks");
        StringAssert.Contains(output, "16x16 pixels in patches of 4: 16 patches");
    }

    [TestMethod]
    public async Task ATrainingCheckpointIsInspectedWithItsProgress()
    {
        using var folder = new TemporaryFolder();
        CmaePretrainingOptions options = TinyPretraining.Options();
        options.RunDirectory = folder["run"];
        var ml = new MLContext(seed: 1);
        ml.Transforms.CmaeFeaturize(
            new CmaeFeaturizingEstimator.Options { InputColumnName = "Image", OutputColumnName = "Features", Pretraining = options })
            .Fit(TinyPretraining.Images(ml));
        string output = await CommandLineRun.Succeeds("inspect", Directory.GetFiles(Path.Combine(folder["run"], "checkpoints")).Single());
        StringAssert.Contains(output, "naming: Cmae.MLNet training checkpoint");
        StringAssert.Contains(output, "The training run had reached step 16, 0 steps into epoch 5");
    }

    [TestMethod]
    public async Task MeanAndDeviationAreTakenFromTheCommandLine()
    {
        using var folder = new TemporaryFolder();
        TinyPretraining.Untrained().Save(folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds(
            "import", "--from", folder["encoder.safetensors"], "--save-encoder", folder["other.safetensors"],
            "--mean", "1", "2", "3", "--standard-deviation", "127.5", "127.5", "127.5");
        CmaeImagePreprocessing preprocessing = CmaeEncoder.Load(folder["other.safetensors"]).Preprocessing;
        Assert.AreEqual(
            (new CmaeChannelTriple(1, 2, 3), new CmaeChannelTriple(127.5f, 127.5f, 127.5f)),
            (preprocessing.Mean, preprocessing.StandardDeviation));
    }
}
