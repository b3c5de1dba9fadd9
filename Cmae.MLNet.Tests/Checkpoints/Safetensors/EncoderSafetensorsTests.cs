using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class EncoderSafetensorsTests
{
    [TestMethod]
    [DataRow(CmaeOutputNorm.BeforePooling)]
    [DataRow(CmaeOutputNorm.AfterPooling)]
    [DataRow(CmaeOutputNorm.None)]
    public void AnEncoderComesBackBitExact(CmaeOutputNorm outputNorm)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create(outputNorm);
        encoder.Save(folder["a.safetensors"]);
        RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder["a.safetensors"]));
        CollectionAssert.AreEqual(new[] { "a.safetensors" }, folder.Names);
    }

    [TestMethod]
    public void WeightsThatAreMissingUnknownOrMisshapenAreAllListed()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        IEnumerable<TensorToWrite> tensors = encoder.Weights.Where(weight => weight.Key != "layers.1.attn.qkv.bias")
            .Select(weight =>
                TensorToWrite.Singles(weight.Key, weight.Key == "cls_token" ? [16] : [.. weight.Value.Shape], weight.Value.Values))
            .Append(TensorToWrite.Singles("extra", [1], new float[1]));
        SafetensorsWriter.Write(folder["a.safetensors"], tensors, new Dictionary<string, string>
        {
            [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(encoder.Configuration),
        });
        string message = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.safetensors"])).Message;
        Assert.AreEqual(
            $"'{folder["a.safetensors"]}' does not hold the weights that its configuration asks for: " +
            "tensor 'cls_token' has shape [16] where [1, 1, 16] is needed; " +
            "tensor 'layers.1.attn.qkv.bias' of shape [48] is missing; tensor 'extra' is unknown. Save the encoder again.", message);
    }

    [TestMethod]
    public void FromATrainingCheckpointTheOnlineEncoderIsRead()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        TensorToWrite[] online = ForeignFiles.Official(encoder);
        SafetensorsWriter.Write(
            folder["a.safetensors"],
            [.. online, ForeignFiles.Extra("target_backbone.cls_token", 1, 1, 16),
                ForeignFiles.Extra("optimizer.exp_avg.backbone.cls_token", 1, 1, 16)],
            new Dictionary<string, string> 
            {
                [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(encoder.Configuration),
            });
        RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder["a.safetensors"]));
    }

    [TestMethod]
    public void ATruncatedFileIsRefused()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a.safetensors"]);
        using (FileStream file = File.OpenWrite(folder["a.safetensors"]))
            file.SetLength(file.Length - 10);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.safetensors"])).Message, "it may be cut short");
    }

    [TestMethod]
    public void ATargetThatCannotBeWrittenIsNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        string path = Path.Combine(folder["file"], "a.safetensors");
        StringAssert.Contains(
            Assert.ThrowsExactly<IOException>(() => RandomEncoder.Create().Save(path)).Message, $"'{path}' cannot be written");
    }
}
