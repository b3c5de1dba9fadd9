namespace Cmae.MLNet.Tests.Field;

/// <summary>A row for each kind of checkpoint that people have: what must come out of it.</summary>
[TestClass]
public sealed class FieldCheckpointsTests
{
    [ClassCleanup]
    public static void DeleteFiles() => FieldCheckpoints.Delete();

    [TestMethod]
    [DataRow("half.pth", 1e-3f)]
    [DataRow("compiled-parallel.pth", 1e-4f)]
    [DataRow("protocol3.pth", 1e-4f)]
    [DataRow("protocol4.pth", 1e-4f)]
    [DataRow("protocol5.pth", 1e-4f)]
    [DataRow("UPPER.PTH", 1e-4f)]
    [DataRow("metadata-null.safetensors", 1e-4f)]
    [DataRow("model_best.pth.tar", 1e-4f)]
    [DataRow("mocov3-like.pth", 1e-4f)]
    [DataRow("lightning-momentum.ckpt", 1e-4f)]
    [DataRow("torchvision-vit.pth", 1e-4f)]
    [DataRow("mmpretrain-mae.pth", 1e-4f)]
    public void GivesTheFeaturesOfThePlainOne(string file, float tolerance) =>
        FieldCheckpoints.AssertClose(Features("timm-plain.pth"), Features(file), tolerance);

    [TestMethod]
    [DataRow("hf-plain")]
    [DataRow("hf-rescale-127")]
    [DataRow("hf-0-255-means")]
    [DataRow("hf-head")]
    [DataRow("hf-v5-names")]
    [DataRow("hf-e8m0")]
    [DataRow("hf-fp4")]
    public void GivesTheReferencesFeatures(string name)
    {
        CmaeEncoder encoder = Load($"{name}/model.safetensors", out CmaeImportReport report);
        FieldCheckpoints.AssertFeatures(name, encoder);
        AssertNote(report, "no checksum");
        AssertNote(report, "images that are not square give other features");
        AssertNote(report, "The norms' epsilon is 1E-12 in config.json and 1E-06 here");
    }

    [TestMethod]
    public void AStateDictWithNewNamesIsReadWithoutItsConfiguration() => FieldCheckpoints.AssertFeatures(
        "hf-v5-names",
        CmaeEncoder.Load(FieldCheckpoints.File("hf-v5-names.pth"),
            new CmaeImportOptions { Mean = new(127.5f, 127.5f, 127.5f), StandardDeviation = new(127.5f, 127.5f, 127.5f) }));

    [TestMethod]
    public void ShardsOfTorchAreRead()
    {
        CmaeEncoder encoder = Load("hf-sharded-bin/pytorch_model.bin.index.json", out _);
        Assert.AreEqual(new CmaeArchitecture(32, 1, 4), encoder.Architecture);
    }

    [TestMethod]
    public void TheConfigurationNamesTheClasses()
    {
        CmaeClassifier classifier = CmaeClassifier.Load(FieldCheckpoints.File("hf-head/model.safetensors"));
        CollectionAssert.AreEqual(new[] { "cat", "dog", "bird" }, classifier.ClassNames!.ToArray());
    }

    [TestMethod]
    [DataRow("hf-relu/model.safetensors", "its activation is 'relu', and this library's encoder has the exact GELU")]
    [DataRow("hf-quick-gelu/model.safetensors", "its activation is 'quick_gelu'")]
    [DataRow("hf-eps/model.safetensors", "its norms have an epsilon of 0.01")]
    [DataRow("hf-dinov2-like/model.safetensors", "is not a plain Vision Transformer: " +
        "it has no tensor 'encoder.layer.0.layernorm_before.weight' of the first block; instead it has layer scale")]
    [DataRow("hf-beit-like/model.safetensors",
        "it has no tensor 'beit.embeddings.position_embeddings' with the positions of the patches; instead it has layer scale")]
    [DataRow("torchscript.pt", "is a TorchScript program (torch.jit.save)")]
    [DataRow("whole-module.pth", "it holds a whole object of the class __main__.Holder, which cannot be read without its code. " +
        "Save the model's state_dict(), not the model.")]
    [DataRow("old-tar.pth", "It is in the format of PyTorch before 0.1.10 (a .tar archive)")]
    [DataRow("numpy-arrays.pth", "holds NumPy arrays instead of tensors")]
    [DataRow("numpy.pkl", "is a plain pickle, which torch.save did not write")]
    [DataRow("no-class-position.pth", "has shape [1, 16, 32] where [1, side² + 1, 32] is needed")]
    [DataRow("jepa-like.pth.tar", "holds several encoders, under 'encoder.module.', 'target_encoder.module.'. " +
        "Choose one with the option Prefix (cmae import --prefix).")]
    public void IsRefusedWithTheTrueReason(string file, string reason)
    {
        string message = Assert.ThrowsExactly<InvalidDataException>(() => Load(file, out _)).Message;
        StringAssert.Contains(message, FieldCheckpoints.File(file));
        StringAssert.Contains(message, reason);
        Assert.IsFalse(message.Contains("opy or download", StringComparison.Ordinal), message);
    }

    [TestMethod]
    public void BytesThatBelongToNoTensorAreRefused() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Load("gap-after.safetensors", out _)).Message,
            "Copy or download the file again.");

    [TestMethod]
    [DataRow("hf-crop/model.safetensors", 36)]
    [DataRow("timm-crop-1/model.safetensors", 32)]
    public void TheCropIsTheStatedOne(string file, int shortEdge)
    {
        CmaeEncoder encoder = Load(file, out _);
        Assert.AreEqual((shortEdge, 32), (encoder.Preprocessing.ResizeSize, encoder.ImageSize));
    }

    [TestMethod]
    [DataRow("mocov3-like.pth", "module.base_encoder.", "module.momentum_encoder.")]
    [DataRow("lightning-momentum.ckpt", "backbone.", "momentum_backbone.")]
    public void TheTrainedBranchIsReadAndTheOtherNamed(string file, string read, string other)
    {
        CmaeEncoder trained = Load(file, out CmaeImportReport report);
        AssertNote(report, $"The encoder under 'state_dict.{read}' was read; the file also holds '{other}' (option Prefix).");
        CmaeEncoder follower =
            CmaeEncoder.Load(FieldCheckpoints.File(file), new CmaeImportOptions { Prefix = other.Trim('.').Split('.')[^1] }, out report);
        Assert.AreEqual(other + "cls_token", report.Mapped["cls_token"]);
        Assert.AreEqual(trained.Configuration, follower.Configuration);
    }

    [TestMethod]
    [DataRow("timm-with-ema.pth", "state_dict_ema", "state_dict")]
    [DataRow("facebook-with-ema.pth", "model_ema", "model")]
    [DataRow("dino-full.pth", "teacher.backbone", "student.module.backbone")]
    public void AveragedWeightsAreReadAndTheOthersNamed(string file, string read, string other)
    {
        CmaeEncoder averaged = Load(file, out CmaeImportReport report);
        AssertNote(report, $"The encoder under '{read}.' was read; the file also holds '{other}.' (option Prefix).");
        CmaeEncoder trained = CmaeEncoder.Load(FieldCheckpoints.File(file), new CmaeImportOptions { Prefix = other.Split('.')[0] });
        Assert.IsFalse(
            averaged.Weights["cls_token"].Values.Span.SequenceEqual(trained.Weights["cls_token"].Values.Span), "They are two encoders.");
    }

    [TestMethod]
    [DataRow("encoder")]
    [DataRow("target_encoder.")]
    [DataRow("target_encoder.module")]
    public void OneOfSeveralIsReadByChoice(string prefix)
    {
        CmaeEncoder.Load(
            FieldCheckpoints.File("jepa-like.pth.tar"), new CmaeImportOptions { Prefix = prefix }, out CmaeImportReport report);
        AssertNote(report, $"The encoder under '{prefix.Split('.')[0]}.module.' was read");
    }

    [TestMethod]
    public void AChoiceThatIsNotThereNamesThoseThatAre()
    {
        var options = new CmaeImportOptions { Prefix = "coder" };
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(FieldCheckpoints.File("jepa-like.pth.tar"), options)).Message,
            "holds no encoder under 'coder'; it has one under 'encoder.module.', 'target_encoder.module.'.");
    }

    [TestMethod]
    public void AveragedWeightsAloneAreRead() => Assert.AreEqual(32, Load("only-ema.pth", out _).Architecture.Width);

    [TestMethod]
    public void MissingBiasesAreZeroAndReported()
    {
        CmaeEncoder encoder = Load("no-qkv-bias.pth", out CmaeImportReport report);
        AssertNote(report, "The file has no biases for queries, keys and values; they are zero here.");
        CollectionAssert.AreEqual(new[] { "layers.0.attn.qkv.bias" }, report.Missing.ToArray());
        Assert.IsTrue(encoder.Weights["layers.0.attn.qkv.bias"].Values.ToArray().All(value => value == 0));
        CollectionAssert.AreEqual(
            Load("timm-plain.pth", out _).Weights["layers.0.attn.qkv.weight"].Values.ToArray(),
            encoder.Weights["layers.0.attn.qkv.weight"].Values.ToArray());
    }

    [TestMethod]
    public void OpenMmLabsOrderOfPlanesIsTheStatedOne()
    {
        CmaeEncoder encoder = Load("mmpretrain-mae.pth", out CmaeImportReport report);
        Assert.AreEqual(CmaeChannelOrder.Rgb, encoder.Preprocessing.ChannelOrder);
        AssertNote(report, "red, green, blue, as the training configuration in the file says");
    }

    private static float[] Features(string file) => FieldCheckpoints.Features(Load(file, out _));

    private static CmaeEncoder Load(string file, out CmaeImportReport report) =>
        CmaeEncoder.Load(FieldCheckpoints.File(file), new CmaeImportOptions(), out report);

    private static void AssertNote(CmaeImportReport report, string note) =>
        Assert.IsTrue(report.Notes.Any(text => text.Contains(note, StringComparison.Ordinal)), $"'{note}' is not in: {report}");
}
