using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class StatedNormalizationTests
{
    private static readonly CmaeChannelTriple s_imageNet = new CmaeImagePreprocessing(1, CmaeChannelOrder.Rgb).Mean;

    [TestMethod]
    public void HuggingFacesProcessorIsRead()
    {
        (CmaeImagePreprocessing read, CmaeImportReport report) = ForeignFiles.LoadWith(
            ForeignFiles.HuggingFace, "preprocessor_config.json",
            """{"image_mean": [0.5, 0.25, 1], "image_std": [0.5, 0.2, 0.1], "size": 224}""");
        Assert.AreEqual(
            (new CmaeChannelTriple(127.5f, 63.75f, 255), new CmaeChannelTriple(127.5f, 51, 25.5f)), (read.Mean, read.StandardDeviation));
        StringAssert.Contains(report.ToString(), "those of preprocessor_config.json beside the file");
    }

    [TestMethod]
    public void TimmsConfigurationIsRead()
    {
        (CmaeImagePreprocessing read, _) = ForeignFiles.LoadWith(
            ForeignFiles.Timm, "config.json", """{"pretrained_cfg": {"mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]}}""");
        Assert.AreEqual((new CmaeChannelTriple(127.5f, 127.5f, 127.5f), new CmaeChannelTriple(127.5f, 127.5f, 127.5f)),
            (read.Mean, read.StandardDeviation));
    }

    [TestMethod]
    [DataRow("""{"image_mean": [0.5, 0.5, 0.5]}""")]
    [DataRow("""{"image_mean": [0.5, 0.5], "image_std": [0.5, 0.5]}""")]
    [DataRow("""{"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0, 0.5]}""")]
    [DataRow("""{"image_mean": [0.5, "0.5", 0.5], "image_std": [0.5, 0.5, 0.5]}""")]
    [DataRow("""{"image_mean": [127, 127, 127], "image_std": [1, 1, 1]}""")]
    [DataRow("[1]")]
    [DataRow("{")]
    public void WhatCannotBeUsedLeavesImageNets(string json)
    {
        (CmaeImagePreprocessing read, CmaeImportReport report) =
            ForeignFiles.LoadWith(ForeignFiles.HuggingFace, "preprocessor_config.json", json);
        Assert.AreEqual(s_imageNet, read.Mean);
        StringAssert.Contains(report.ToString(), "taken to be ImageNet's");
    }

    [TestMethod]
    public void TheOptionsCountMoreThanTheFile()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a.safetensors"]);
        var options = new CmaeImportOptions { Mean = new(1, 2, 3.5f), StandardDeviation = new(4, 5, 6) };
        CmaeEncoder encoder = CmaeEncoder.Load(folder["a.safetensors"], options, out CmaeImportReport report);
        Assert.AreEqual((new CmaeChannelTriple(1, 2, 3.5f), new CmaeChannelTriple(4, 5, 6)),
            (encoder.Preprocessing.Mean, encoder.Preprocessing.StandardDeviation));
        CollectionAssert.AreEqual(new[] { "Mean and standard deviation were set to 1, 2, 3.5 and 4, 5, 6." }, report.Notes.ToArray());
    }

    [TestMethod]
    public void OptionsOutOfRangeAreRefused()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a.safetensors"]);
        var options = new CmaeImportOptions { Mean = new(float.NaN, 0, 0), StandardDeviation = new(1, 0, 1) };
        string message = Assert.ThrowsExactly<ArgumentException>(() => CmaeEncoder.Load(folder["a.safetensors"], options)).Message;
        StringAssert.Contains(message,
            "Mean is NaN, 0, 0 where finite numbers are needed; StandardDeviation is 1, 0, 1 where finite numbers above 0 are needed");
    }
}
