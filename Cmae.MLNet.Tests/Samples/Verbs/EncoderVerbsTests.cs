using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Samples.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Verbs;

[TestClass]
public sealed class EncoderVerbsTests
{
    [TestMethod]
    public async Task An_official_checkpoint_is_imported_with_a_report()
    {
        using var folder = new TemporaryFolder();
        string checkpoint = GoldenFolder.File("ckpt_backbone_extracted.pth");
        (int runCode, string runOutput, string runError) = await CommandLineApplicationTests.RunAsync("import", "--from", checkpoint, "--save-encoder", folder["encoder.safetensors"]);
        Assert.AreEqual(0, runCode, runError);
        StringAssert.Contains(runOutput, "planes Bgr");
        StringAssert.Contains(runOutput, "0 missing");
        EncoderAssert.AreIdentical(CmaeEncoder.Load(checkpoint), CmaeEncoder.Load(folder["encoder.safetensors"]));
    }

    [TestMethod]
    [DataRow("out.onnx")]
    [DataRow("out.zip")]
    [DataRow("out.pth")]
    public async Task An_export_is_read_back_to_the_same_bits(string name)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(TinyPretraining.Options());
        encoder.Save(folder["encoder.safetensors"]);
        (int runCode, _, string runError) = await CommandLineApplicationTests.RunAsync("export", "--encoder", folder["encoder.safetensors"], "--to", folder[name]);
        Assert.AreEqual(0, runCode, runError);
        EncoderAssert.AreIdentical(encoder, CmaeEncoder.Load(folder[name]));
    }

    [TestMethod]
    public async Task A_state_dict_has_the_names_of_the_code_it_is_for()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder.CreateUntrained(TinyPretraining.Options()).Save(folder["encoder.safetensors"]);
        (int exportCode, _, string exportError) = await CommandLineApplicationTests.RunAsync("export", "--encoder", folder["encoder.safetensors"], "--to", folder["timm.safetensors"], "--layout", "Timm");
        Assert.AreEqual(0, exportCode, exportError);
        (int inspectCode, string inspectOutput, string inspectError) = await CommandLineApplicationTests.RunAsync("inspect", folder["timm.safetensors"], "--weights");
        Assert.AreEqual(0, inspectCode, inspectError);
        StringAssert.Contains(inspectOutput, "blocks.0.norm1.weight");
        StringAssert.Contains(inspectOutput, "width 32, 2 blocks");
        StringAssert.Contains(inspectOutput, "16x16 pixels in patches of 4: 16 patches");
    }
}
