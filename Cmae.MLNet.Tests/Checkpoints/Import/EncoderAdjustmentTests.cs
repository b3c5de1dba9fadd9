using Cmae.MLNet.Tests.Encoders;
namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class EncoderAdjustmentTests
{
    [TestMethod]
    public void SizesAndChannelOrderAreSetAndNoted()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a.safetensors"]);
        CmaeEncoder encoder = CmaeEncoder.Load(
            folder["a.safetensors"], new CmaeImportOptions { ImageSize = 48, PatchSize = 8, ChannelOrder = CmaeChannelOrder.Rgb },
            out CmaeImportReport report);
        Assert.AreEqual((48, 8, 54, CmaeChannelOrder.Rgb),
            (encoder.ImageSize, encoder.PatchSize, encoder.Preprocessing.ResizeSize, encoder.Preprocessing.ChannelOrder));
        CollectionAssert.AreEqual(new long[] { 1, 37, 16 }, encoder.Weights["pos_embed"].Shape.ToArray());
        CollectionAssert.AreEqual(new long[] { 16, 3, 8, 8 }, encoder.Weights["patch_embed.projection.weight"].Shape.ToArray());
        CollectionAssert.AreEqual(
            new[]
            {
                "Positions were resized from a side of 4 to 6 patches.",
                "The patch embedding was resampled from 4 to 8 pixels.",
                "The channel order was set to Rgb.",
            },
            report.Notes.ToArray());
    }

    [TestMethod]
    public void SizesOfTheFileItselfAreNotBoundAsOptionsAre()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(16, 1, 2), 514, 257));
        encoder.Save(folder["a.safetensors"]);
        Assert.AreEqual(257, CmaeEncoder.Load(folder["a.safetensors"]).PatchSize);
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(
                () => CmaeEncoder.Load(folder["a.safetensors"], new CmaeImportOptions { PatchSize = 257 })).Message,
            "1 to 256 is allowed");
    }

    [TestMethod]
    public void OptionsThatDoNotFitAreAllListed()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a.safetensors"]);
        string message = Assert.ThrowsExactly<ArgumentException>(
            () => CmaeEncoder.Load(folder["a.safetensors"], new CmaeImportOptions { ImageSize = 33, Heads = 2 })).Message;
        StringAssert.Contains(
            message, "ImageSize 33 is not a multiple of PatchSize 4; set both; Heads is 2, but the file says 4; leave the option out");
    }
}
