using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class EncoderStateDictTests
{
    private static readonly CmaeEncoder s_encoder = RandomEncoder.Create();

    private static readonly string[] s_official =
    [
        "cls_token [1, 1, 16]", "pos_embed [1, 17, 16]", "patch_embed.projection.weight [16, 3, 4, 4]", "patch_embed.projection.bias [16]",
        "layers.0.ln1.weight [16]", "layers.0.ln1.bias [16]", "layers.0.attn.qkv.weight [48, 16]", "layers.0.attn.qkv.bias [48]",
        "layers.0.attn.proj.weight [16, 16]", "layers.0.attn.proj.bias [16]", "layers.0.ln2.weight [16]", "layers.0.ln2.bias [16]",
        "layers.0.ffn.layers.0.0.weight [24, 16]", "layers.0.ffn.layers.0.0.bias [24]", "layers.0.ffn.layers.1.weight [16, 24]",
        "layers.0.ffn.layers.1.bias [16]",
        "ln1.weight [16]", "ln1.bias [16]",
    ];

    private static readonly string[] s_timm =
    [
        "cls_token [1, 1, 16]", "pos_embed [1, 17, 16]", "patch_embed.proj.weight [16, 3, 4, 4]", "patch_embed.proj.bias [16]",
        "blocks.0.norm1.weight [16]", "blocks.0.norm1.bias [16]", "blocks.0.attn.qkv.weight [48, 16]", "blocks.0.attn.qkv.bias [48]",
        "blocks.0.attn.proj.weight [16, 16]", "blocks.0.attn.proj.bias [16]", "blocks.0.norm2.weight [16]", "blocks.0.norm2.bias [16]",
        "blocks.0.mlp.fc1.weight [24, 16]", "blocks.0.mlp.fc1.bias [24]", "blocks.0.mlp.fc2.weight [16, 24]", "blocks.0.mlp.fc2.bias [16]",
        "norm.weight [16]", "norm.bias [16]",
    ];

    private static readonly string[] s_huggingFace =
    [
        "embeddings.cls_token [1, 1, 16]", "embeddings.position_embeddings [1, 17, 16]",
        "embeddings.patch_embeddings.projection.weight [16, 3, 4, 4]", "embeddings.patch_embeddings.projection.bias [16]",
        "encoder.layer.0.layernorm_before.weight [16]", "encoder.layer.0.layernorm_before.bias [16]",
        "encoder.layer.0.attention.attention.query.weight [16, 16]", "encoder.layer.0.attention.attention.key.weight [16, 16]",
        "encoder.layer.0.attention.attention.value.weight [16, 16]", "encoder.layer.0.attention.attention.query.bias [16]",
        "encoder.layer.0.attention.attention.key.bias [16]", "encoder.layer.0.attention.attention.value.bias [16]",
        "encoder.layer.0.attention.output.dense.weight [16, 16]", "encoder.layer.0.attention.output.dense.bias [16]",
        "encoder.layer.0.layernorm_after.weight [16]", "encoder.layer.0.layernorm_after.bias [16]",
        "encoder.layer.0.intermediate.dense.weight [24, 16]", "encoder.layer.0.intermediate.dense.bias [24]",
        "encoder.layer.0.output.dense.weight [16, 24]", "encoder.layer.0.output.dense.bias [16]",
        "layernorm.weight [16]", "layernorm.bias [16]",
    ];

    [TestMethod]
    public void NamesAndShapesArePinned()
    {
        AssertNames(s_official, CmaeStateDictLayout.Official, "layers.1.");
        AssertNames(s_timm, CmaeStateDictLayout.Timm, "blocks.1.");
        AssertNames(s_huggingFace, CmaeStateDictLayout.HuggingFace, "encoder.layer.1.");
    }

    [TestMethod]
    [DataRow(CmaeStateDictLayout.Official, ".pth")]
    [DataRow(CmaeStateDictLayout.Timm, ".pth")]
    [DataRow(CmaeStateDictLayout.Timm, ".safetensors")]
    [DataRow(CmaeStateDictLayout.HuggingFace, ".bin")]
    public void AStateDictComesBackWithTheSameWeights(CmaeStateDictLayout layout, string extension)
    {
        using var folder = new TemporaryFolder();
        s_encoder.SaveStateDict(folder["a" + extension], layout);
        CmaeEncoder loaded = CmaeEncoder.Load(folder["a" + extension], new CmaeImportOptions { Heads = 4 });
        foreach ((string name, CmaeWeightTensor tensor) in s_encoder.Weights)
            CollectionAssert.AreEqual(tensor.Values.ToArray(), loaded.Weights[name].Values.ToArray(), name);
    }

    [TestMethod]
    public void AFineTunedEncoderHasNoPlaceInHuggingFacesModel()
    {
        CmaeEncoder encoder = RandomEncoder.Create(CmaeOutputNorm.AfterPooling);
        CollectionAssert.Contains(
            EncoderStateDict.Tensors(encoder, CmaeStateDictLayout.Timm).Select(tensor => tensor.Entry.Name).ToArray(), "fc_norm.weight");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => encoder.SaveStateDict("a.bin", CmaeStateDictLayout.HuggingFace)).Message,
            "Export it for timm.");
    }

    private static void AssertNames(string[] expected, CmaeStateDictLayout layout, string secondBlock) => CollectionAssert.AreEqual(
        expected,
        EncoderStateDict.Tensors(s_encoder, layout).Select(tensor => tensor.Entry)
            .Where(entry => !entry.Name.StartsWith(secondBlock, StringComparison.Ordinal))
            .Select(entry => $"{entry.Name} {entry.ShapeText}").ToArray());
}
