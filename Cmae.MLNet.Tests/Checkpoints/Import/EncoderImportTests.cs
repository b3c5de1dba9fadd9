using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class EncoderImportTests
{
    private static readonly CmaeEncoder s_encoder = RandomEncoder.Create();

    [TestMethod]
    public void EveryNamingGivesTheSameWeights()
    {
        using var folder = new TemporaryFolder();
        (string Layout, CmaeChannelOrder Order, TensorToWrite[] Tensors)[] files =
        [
            ("official CMAE", CmaeChannelOrder.Bgr, ForeignFiles.Official(s_encoder)),
            ("timm or Facebook MAE", CmaeChannelOrder.Rgb, ForeignFiles.Timm(s_encoder)),
            ("Hugging Face ViT", CmaeChannelOrder.Rgb, ForeignFiles.HuggingFace(s_encoder)),
            ("torchvision", CmaeChannelOrder.Rgb, ForeignFiles.Torchvision(s_encoder)),
            ("torchvision before 0.13", CmaeChannelOrder.Rgb, ForeignFiles.OldTorchvision(s_encoder)),
        ];
        foreach ((string layout, CmaeChannelOrder order, TensorToWrite[] tensors) in files)
        {
            ForeignFiles.Write(folder["a.safetensors"], tensors);
            CmaeEncoder encoder =
                CmaeEncoder.Load(folder["a.safetensors"], new CmaeImportOptions { Heads = 4 }, out CmaeImportReport report);
            Assert.AreEqual(layout, report.Layout);
            Assert.AreEqual(order, encoder.Preprocessing.ChannelOrder, layout);
            Assert.AreEqual(s_encoder.Architecture, encoder.Architecture, layout);
            CollectionAssert.AreEquivalent(s_encoder.Weights.Keys.ToArray(), report.Mapped.Keys.ToArray());
            foreach ((string name, CmaeWeightTensor tensor) in s_encoder.Weights)
                CollectionAssert.AreEqual(tensor.Values.ToArray(), encoder.Weights[name].Values.ToArray(), $"{layout}: {name}");
        }
    }

    [TestMethod]
    public void NamesAreThePublishedOnes()
    {
        CollectionAssert.IsSubsetOf(
            new[] { "cls_token", "pos_embed", "patch_embed.proj.weight", "blocks.1.norm1.bias", "blocks.0.attn.qkv.weight",
                "blocks.0.mlp.fc1.weight", "blocks.0.mlp.fc2.bias", "norm.weight" },
            ForeignFiles.Timm(s_encoder).Select(tensor => tensor.Entry.Name).ToArray());
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "vit.embeddings.cls_token", "vit.embeddings.position_embeddings", "vit.embeddings.patch_embeddings.projection.bias",
                "vit.encoder.layer.1.layernorm_before.weight", "vit.encoder.layer.0.attention.attention.query.bias",
                "vit.encoder.layer.0.attention.output.dense.weight",
                "vit.encoder.layer.0.intermediate.dense.weight", "vit.encoder.layer.0.output.dense.bias", "vit.layernorm.weight",
            },
            ForeignFiles.HuggingFace(s_encoder).Select(tensor => tensor.Entry.Name).ToArray());
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "class_token", "encoder.pos_embedding", "conv_proj.weight", "encoder.layers.encoder_layer_1.ln_1.bias",
                "encoder.layers.encoder_layer_0.self_attention.in_proj_weight",
                "encoder.layers.encoder_layer_0.self_attention.in_proj_bias",
                "encoder.layers.encoder_layer_0.self_attention.out_proj.weight", "encoder.layers.encoder_layer_0.mlp.linear_1.weight",
                "encoder.layers.encoder_layer_0.mlp.linear_2.bias", "encoder.ln.weight",
            },
            ForeignFiles.OldTorchvision(s_encoder).Select(tensor => tensor.Entry.Name).ToArray());
    }

    [TestMethod]
    public void HeadsAndDecodersAreIgnoredAndReported()
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["a.safetensors"],
            [.. ForeignFiles.Timm(s_encoder), ForeignFiles.Extra("head.weight", 10, 16),
                ForeignFiles.Extra("decoder_blocks.0.norm1.weight", 8), ForeignFiles.Extra("mask_token", 1, 1, 8)]);
        CmaeEncoder.Load(folder["a.safetensors"], new CmaeImportOptions(), out CmaeImportReport report);
        CollectionAssert.AreEqual(new[] { "head.weight", "decoder_blocks.0.norm1.weight", "mask_token" }, report.Ignored.ToArray());
        StringAssert.Contains(report.ToString(), "timm or Facebook MAE: 30 weights mapped, 3 tensors ignored, 0 missing.");
    }

    [TestMethod]
    public void AFineTunedTimmModelHasItsNormAfterPooling()
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["a.safetensors"], ForeignFiles.Timm(RandomEncoder.Create(CmaeOutputNorm.AfterPooling)));
        Assert.AreEqual(CmaeOutputNorm.AfterPooling, CmaeEncoder.Load(folder["a.safetensors"]).Configuration.OutputNorm);
    }

    [TestMethod]
    public void AMissingFinalNormIsReported()
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["a.safetensors"], ForeignFiles.Timm(RandomEncoder.Create(CmaeOutputNorm.None)));
        CmaeEncoder encoder = CmaeEncoder.Load(folder["a.safetensors"], new CmaeImportOptions(), out CmaeImportReport report);
        Assert.AreEqual(CmaeOutputNorm.None, encoder.Configuration.OutputNorm);
        CollectionAssert.AreEqual(new[] { "ln1.weight", "ln1.bias" }, report.Missing.ToArray());
    }

    [TestMethod]
    [DataRow("blocks.0.ls1.gamma", "tensor 'blocks.0.ls1.gamma' (layer scale) changes what the encoder computes")]
    [DataRow("reg_token", "tensor 'reg_token' (register tokens) changes what the encoder computes")]
    [DataRow("other.patch_embed.proj.weight", "holds several encoders, under '', 'other.'")]
    public void WhatThisEncoderCannotRepresentIsRefused(string extra, string message)
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["a.safetensors"], [.. ForeignFiles.Timm(s_encoder), ForeignFiles.Extra(extra, 16)]);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.safetensors"])).Message, message);
    }

    [TestMethod]
    public void AMissingOrMisshapenTensorIsNamed()
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["a.safetensors"],
            [.. ForeignFiles.HuggingFace(s_encoder).Where(tensor =>
                tensor.Entry.Name is not ("vit.encoder.layer.1.attention.attention.key.bias" or "vit.embeddings.cls_token")),
             ForeignFiles.Extra("vit.embeddings.cls_token", 1, 1, 12)]);
        string message = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.safetensors"])).Message;
        StringAssert.Contains(message, "tensor 'vit.encoder.layer.1.attention.attention.key.bias' of shape [16] is missing");
        StringAssert.Contains(message, "tensor 'vit.embeddings.cls_token' has shape [1, 1, 12] where [1, 1, 16] is needed");
    }

    [TestMethod]
    public void AFileWithoutAnEncoderSaysWhatItHolds()
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["a.safetensors"], [ForeignFiles.Extra("conv1.weight", 3)]);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.safetensors"])).Message,
            "holds no Vision Transformer in a known naming (official CMAE, timm or Facebook MAE, Hugging Face ViT, " +
            "Hugging Face ViT (transformers 5), torchvision, torchvision before 0.13); its tensors begin with: conv1.weight");
    }
}
