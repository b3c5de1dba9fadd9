using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Tests.Encoders;
using Google.Protobuf;

namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>Damage is never used: a bit that changed in a file of this library's own formats is an error, and never another encoder.</summary>
[TestClass]
public sealed class DamagedFilesTests
{
    private const int Flips = 150;

    public static IEnumerable<string> Own => [".safetensors", ".onnx", ".zip", ".pth"];

    [TestMethod]
    [DynamicData(nameof(Own))]
    public void AFlippedBitIsAnErrorOrChangesNothing(string extension)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        encoder.Save(folder["a" + extension]);
        byte[] whole = File.ReadAllBytes(folder["a" + extension]);
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < Flips; i++)
        {
            byte[] damaged = [.. whole];
            // every bit of the first bytes, then anywhere
            int bit = i < 50 ? (i * 37) % (8 * Math.Min(400, whole.Length)) : random.Next(8 * whole.Length);
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(folder["b" + extension], damaged);
            try
            {
                // fields that nothing depends on, such as dates
                RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder["b" + extension]));
            }
            catch (InvalidDataException exception)
            {
                StringAssert.Contains(exception.Message, folder["b" + extension]);
                refused++;
            }
        }
        Assert.IsGreaterThan(Flips / 2, refused);
    }

    [TestMethod]
    [DynamicData(nameof(Own))]
    public void AChangedValueSaysDamagedAndWhatToDo(string extension)
    {
        using var folder = new TemporaryFolder();
        string path = folder["a" + extension];
        CmaeEncoder encoder = RandomEncoder.Create();
        encoder.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        int value = extension == ".zip"
            ? bytes.Length / 3
            : bytes.AsSpan().IndexOf(BitConverter.GetBytes(encoder.Weights["layers.0.attn.qkv.weight"].Values.Span[7]));
        bytes[value] ^= 1;
        File.WriteAllBytes(path, bytes);
        string message = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(path)).Message;
        StringAssert.Contains(message, path);
        StringAssert.Contains(message, "damaged");
        StringAssert.Contains(message, "Copy or download the file again");
    }

    [TestMethod]
    [DynamicData(nameof(Own))]
    public void AWholeFileHasNoNoteOfAMissingChecksum(string extension)
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a" + extension]);
        CmaeEncoder.Load(folder["a" + extension], new CmaeImportOptions(), out CmaeImportReport report);
        Assert.IsEmpty(report.Notes, report.ToString());
    }

    [TestMethod]
    public void FilesOfEarlierVersionsLoadAndSaySo()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        SafetensorsWriter.Write(folder["a.safetensors"],
            encoder.Weights.Select(weight => TensorToWrite.Singles(weight.Key, [.. weight.Value.Shape], weight.Value.Values)),
            new Dictionary<string, string> 
            {
                [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(encoder.Configuration),
            });
        ModelProto model = EncoderGraph.Batched(encoder, CmaeFeatureKind.MeanPatch);
        model.MetadataProps.Remove(model.MetadataProps.First(pair => pair.Key == GraphChecksum.MetadataKey));
        File.WriteAllBytes(folder["a.onnx"], model.ToByteArray());
        foreach (string name in (string[])["a.safetensors", "a.onnx"])
        {
            RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder[name], new CmaeImportOptions(), out CmaeImportReport report));
            StringAssert.Contains(report.ToString(), "The file has no checksum: an earlier version wrote it");
        }
    }

    [TestMethod]
    public void TheContentCountsAndNotItsOrder()
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        encoder.Save(folder["a.safetensors"]);
        using (SafetensorsReader file = SafetensorsReader.Open(folder["a.safetensors"]))
        {
            SafetensorsWriter.Write(
                folder["b.safetensors"],
                file.Tensors.Values.Reverse().Select(entry => TensorToWrite.Singles(entry.Name, entry.Shape, file.ReadSingles(entry.Name))),
                file.Metadata);
        }
        RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder["b.safetensors"]));
    }

    [TestMethod]
    [DataRow(".safetensors", float.NaN, "NaN")]
    [DataRow(".onnx", float.PositiveInfinity, "Infinity")]
    [DataRow(".zip", float.NegativeInfinity, "-Infinity")]
    [DataRow(".pth", float.NaN, "NaN")]
    public void AWeightThatIsNotFiniteIsNamed(string extension, float value, string text)
    {
        using var folder = new TemporaryFolder();
        WithValue(value).Save(folder["a" + extension]);
        AssertNamed(folder["a" + extension], "layers.1.ln2.bias", text);
    }

    [TestMethod]
    public void AForeignWeightThatIsNotFiniteIsNamed()
    {
        using var folder = new TemporaryFolder();
        ForeignFiles.Write(folder["a.safetensors"], ForeignFiles.HuggingFace(WithValue(float.NaN)));
        AssertNamed(folder["a.safetensors"], "vit.encoder.layer.1.layernorm_after.bias", "NaN");
    }

    private static CmaeEncoder WithValue(float value)
    {
        CmaeEncoder encoder = RandomEncoder.Create();
        var weights = encoder.Weights.ToDictionary(weight => weight.Key, weight => weight.Value);
        float[] values = weights["layers.1.ln2.bias"].Values.ToArray();
        values[3] = value;
        weights["layers.1.ln2.bias"] = new CmaeWeightTensor([values.Length], values);
        return new CmaeEncoder(encoder.Configuration, weights);
    }

    private static void AssertNamed(string path, string weight, string value)
    {
        string message = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(path)).Message;
        StringAssert.Contains(
            message, $"'{path}': the weight '{weight}' has 1 of 16 values that are not finite (the first is {value}, at index 3)");
    }
}
