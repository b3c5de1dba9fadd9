using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class InspectVerbTests
{
    [TestMethod]
    public async Task AClassifierIsToldByItsKindClassesAndColumns()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 48, 32, seed: 1);
        TinyPretraining.Untrained().Save(folder["encoder.safetensors"]);
        await CommandLineRun.Succeeds(
            "classify", "--images", folder["images"], "--encoder", folder["encoder.safetensors"], "--features", "MeanPatch", "--model",
            folder["model.zip"]);
        string output = await CommandLineRun.Succeeds("inspect", folder["model.zip"]);
        foreach (string line in (string[])
        [
            "kind: classifier of 8 classes", "input columns: ImagePath (String)", "Score (Vector<Single, 8>)", "PredictedLabel (String)",
            "16x16 pixels in patches of 4", "checksum: verified",
        ])
            StringAssert.Contains(output, line);
        StringAssert.Matches(output, new("classes: [^\n]*mug[^\n]*star"));
    }

    [TestMethod]
    public async Task AnEncoderAsModelIsAFeaturizer()
    {
        using var folder = new TemporaryFolder();
        TinyPretraining.Untrained().Save(folder["encoder.zip"]);
        string output = await CommandLineRun.Succeeds("inspect", folder["encoder.zip"]);
        StringAssert.Contains(output, "kind: featurizer");
        StringAssert.Contains(output, "input columns: the file does not record them");
    }

    [TestMethod]
    public async Task AFileWithoutAChecksumSaysSoAndIsNotVerified()
    {
        using var folder = new TemporaryFolder();
        TinyPretraining.Untrained().Save(folder["encoder.safetensors"]);
        StringAssert.Contains(await CommandLineRun.Succeeds("inspect", folder["encoder.safetensors"]), "checksum: verified");
        await CommandLineRun.Succeeds(
            "export", "--encoder", folder["encoder.safetensors"], "--to", folder["timm.safetensors"], "--layout", "Timm");
        string output = await CommandLineRun.Succeeds("inspect", folder["timm.safetensors"]);
        StringAssert.Contains(output, "The file has no checksum");
        Assert.DoesNotContain("checksum: verified", output);
    }
}
