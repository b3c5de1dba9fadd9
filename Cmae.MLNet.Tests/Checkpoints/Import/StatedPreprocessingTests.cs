using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>What the files beside foreign weights say about images is followed, or named in the report.</summary>
[TestClass]
public sealed class StatedPreprocessingTests
{
    private const string Halves = "\"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.5, 0.5, 0.5]";

    [TestMethod]
    [DataRow("\"do_normalize\": false", 0f, 255f)]
    [DataRow("\"do_normalize\": false, \"do_rescale\": false", 0f, 1f)]
    [DataRow("\"do_rescale\": true, \"rescale_factor\": 0.00392156862745098, " + Halves, 127.5f, 127.5f)]
    [DataRow("\"rescale_factor\": 0.00392157, " + Halves, 127.5f, 127.5f)]
    [DataRow("\"rescale_factor\": 0.5, \"image_mean\": [50, 50, 50], \"image_std\": [25, 25, 25]", 100f, 50f)]
    [DataRow("\"do_normalize\": false, \"rescale_factor\": 0.00784313725490196, \"rescale_offset\": true", 127.5f, 127.5f)]
    public void ScalingAndNormalizationAreOne(string json, float mean, float deviation)
    {
        (CmaeImagePreprocessing read, CmaeImportReport report) = HuggingFace(json);
        Assert.AreEqual((mean, deviation), (read.Mean.Second, read.StandardDeviation.Second), report.ToString());
    }

    [TestMethod]
    [DataRow("\"image_mean\": [127.5, 127.5, 127.5], \"image_std\": [127.5, 127.5, 127.5]",
        "'image_mean' is 127.5, far beyond the values that pixels are scaled to")]
    [DataRow("\"rescale_factor\": 0, " + Halves, "'rescale_factor' is not a factor for pixels")]
    [DataRow("\"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.5, 0, 0.5]", "'image_std' is not above 0")]
    [DataRow("\"image_mean\": 0.5", "'image_mean' and 'image_std' are not three numbers each")]
    public void WhatCannotBeFollowedIsNamed(string json, string note) =>
        StringAssert.Contains(HuggingFace(json).Report.ToString(), "cannot be followed: " + note);

    [TestMethod]
    [DataRow("\"size\": 16", 16, "images that are not square give other features")]
    [DataRow("\"size\": {\"height\": 16, \"width\": 16}", 16, "images that are not square give other features")]
    [DataRow("\"size\": {\"shortest_edge\": 20}, \"do_center_crop\": true, \"crop_size\": 16", 20, "")]
    [DataRow("\"size\": {\"shortest_edge\": 40}, \"do_center_crop\": true, \"crop_size\": {\"height\": 32, \"width\": 32}", 20,
        "makes images of 32 pixels, where the encoder's positions are for 16")]
    [DataRow("\"size\": {\"shortest_edge\": 16}", 16, "keeps the whole of an image that is not square")]
    [DataRow("\"do_resize\": false", 16, "says that images are not resized")]
    [DataRow("\"do_flip_channel_order\": true", 16, "The encoder sees blue, green, red, as preprocessor_config.json says")]
    public void TheSizeIsFollowedAndWhatDiffersNamed(string json, int shortEdge, string note)
    {
        (CmaeImagePreprocessing read, CmaeImportReport report) = HuggingFace(json + ", " + Halves);
        Assert.AreEqual(shortEdge, read.ResizeSize);
        StringAssert.Contains(report.ToString(), note);
        Assert.AreEqual(json.Contains("flip") ? CmaeChannelOrder.Bgr : CmaeChannelOrder.Rgb, read.ChannelOrder);
    }

    [TestMethod]
    [DataRow("\"crop_pct\": 0.8", 20, "")]
    [DataRow("\"crop_pct\": 0.9", 17, "")]
    [DataRow("\"crop_mode\": \"squash\"", 18, "says that images are cropped by 'squash'")]
    public void TimmsCropIsFollowed(string json, int shortEdge, string note)
    {
        (CmaeImagePreprocessing read, CmaeImportReport report) = ForeignFiles.LoadWith(
            ForeignFiles.Timm, "config.json", "{\"pretrained_cfg\": {\"mean\": [0.5, 0.5, 0.5], \"std\": [0.5, 0.5, 0.5], " + json + "}}");
        Assert.AreEqual(shortEdge, read.ResizeSize);
        StringAssert.Contains(report.ToString(), note);
    }

    [TestMethod]
    public void AConfigurationThatCannotBeReadIsNamed()
    {
        StringAssert.Contains(
            ForeignFiles.LoadWith(ForeignFiles.HuggingFace, "preprocessor_config.json", "{").Report.ToString(),
            "preprocessor_config.json beside the file was left out: ");
        StringAssert.Contains(
            ForeignFiles.LoadWith(ForeignFiles.Timm, "config.json", "[1]").Report.ToString(),
            "config.json beside the file was left out: it is not a JSON object.");
    }

    [TestMethod]
    public void AConfigurationThatIsNotARegularFileIsNamed()
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["model.safetensors"], ForeignFiles.Timm(RandomEncoder.Create()));
        File.CreateSymbolicLink(folder["config.json"], "/dev/zero");
        CmaeEncoder.Load(folder["model.safetensors"], new CmaeImportOptions(), out CmaeImportReport report);
        StringAssert.Contains(report.ToString(), "config.json beside the file was left out: ");
        StringAssert.Contains(report.ToString(), "not a regular file (a pipe or a device)");
    }

    [TestMethod]
    [DataRow("gelu_new")]
    [DataRow("gelu_pytorch_tanh")]
    [DataRow("quick_gelu")]
    [DataRow("silu")]
    public void AnotherActivationIsRefused(string activation)
    {
        string message = Assert.ThrowsExactly<InvalidDataException>(
            () => ForeignFiles.LoadWith(ForeignFiles.HuggingFace, "config.json", $$"""{"hidden_act": "{{activation}}"}""")).Message;
        StringAssert.Contains(message, $"config.json beside it says that its activation is '{activation}'");
        StringAssert.Contains(message, "move it away");
    }

    [TestMethod]
    public void ATimmModelWithQuickGeluIsRefused() => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidDataException>(() => ForeignFiles.LoadWith(
            ForeignFiles.Timm, "config.json", """{"architecture": "vit_base_patch16_quickgelu_224"}""")).Message,
        "its activation is 'quick_gelu'");

    [TestMethod]
    [DataRow("dict(bgr_to_rgb=True, type='SelfSupDataPreprocessor'), type='MAEViT'", CmaeChannelOrder.Rgb)]
    [DataRow("dict(to_rgb=True), type='VisionTransformer'", CmaeChannelOrder.Rgb)]
    [DataRow("dict(to_rgb=False), type='MAEViT'", CmaeChannelOrder.Bgr)]
    [DataRow("dict(to_rgb=True), type='CMAEViT'", null)]
    [DataRow("dict()", null)]
    public void TheTrainingConfigurationTellsTheOrderOfPlanes(string cfg, CmaeChannelOrder? order)
    {
        using var folder = new TemporaryFolder();
        TorchWriter.Write(folder["a.pth"], ForeignFiles.Official(RandomEncoder.Create()), new Dictionary<string, string>
        {
            ["cfg"] = cfg + " mean=[1, 2.5, 3], std=[0.5, 0.25, 4]",
        });
        CmaeEncoder encoder = CmaeEncoder.Load(folder["a.pth"], new CmaeImportOptions(), out CmaeImportReport report);
        Assert.AreEqual(order ?? CmaeChannelOrder.Bgr, encoder.Preprocessing.ChannelOrder);
        StringAssert.Contains(
            report.ToString(),
            order is null ? "as the official code feeds it" : "as the training configuration in the file says");
        Assert.AreEqual((new CmaeChannelTriple(1, 2.5f, 3), new CmaeChannelTriple(0.5f, 0.25f, 4)),
            (encoder.Preprocessing.Mean, encoder.Preprocessing.StandardDeviation));
    }

    private static (CmaeImagePreprocessing Preprocessing, CmaeImportReport Report) HuggingFace(string json) =>
        ForeignFiles.LoadWith(ForeignFiles.HuggingFace, "preprocessor_config.json", "{" + json + "}");
}
