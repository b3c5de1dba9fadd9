using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class PretrainVerbTests
{
    [TestMethod]
    public async Task ARunThatHadEndedGivesItsEncoderOnceMore()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["images"], 24, 32, seed: 1);
        StringAssert.Contains(await Pretrain("first.safetensors"), "24 images seen in ");
        StringAssert.Contains(await Pretrain("second.safetensors", "--resume"), "there was nothing left to train");
        EncoderAssert.AreIdentical(CmaeEncoder.Load(folder["first.safetensors"]), CmaeEncoder.Load(folder["second.safetensors"]));
        string longer = await Pretrain("third.safetensors", "--more-epochs", "2");
        StringAssert.Contains(longer, "Resuming after step 1 of 3, from epoch 2 ('");
        StringAssert.Contains(longer, "72 images seen in ");

        Task<string> Pretrain(string encoder, params string[] more) => CommandLineRun.Succeeds(
            ["pretrain", "--images", folder["images"], "--image-size", "16", "--epochs", "1", "--run", folder["run"], "--save-encoder",
                folder[encoder], .. more]);
    }
}
