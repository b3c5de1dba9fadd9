using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Artifacts;

[TestClass]
public sealed class EncoderFilesTests
{
    [TestMethod]
    [DataRow(CmaeOutputNorm.BeforePooling)]
    [DataRow(CmaeOutputNorm.AfterPooling)]
    public void FromOneKindOfFileToTheNextTheEncoderStaysBitExact(CmaeOutputNorm outputNorm)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder first = RandomEncoder.Create(outputNorm);
        CmaeEncoder encoder = first;
        foreach (string extension in (string[])[".safetensors", ".onnx", ".zip", ".pth", ".pt"])
        {
            encoder.Save(folder["a" + extension]);
            encoder = CmaeEncoder.Load(folder["a" + extension]);
        }
        RandomEncoder.AssertSame(first, encoder);
    }

    [TestMethod]
    [DataRow(".safetensors")]
    [DataRow(".safetensors.index.json")]
    [DataRow(".onnx")]
    [DataRow(".zip")]
    [DataRow(".pth")]
    public void AMissingFileIsNamed(string extension)
    {
        var exception = Assert.ThrowsExactly<FileNotFoundException>(() => CmaeEncoder.Load("no-such" + extension));
        StringAssert.StartsWith(exception.Message, $"There is no checkpoint file 'no-such{extension}'");
    }

    [TestMethod]
    [DataRow(".safetensors")]
    [DataRow(".safetensors.index.json")]
    [DataRow(".onnx")]
    [DataRow(".zip")]
    [DataRow(".pth")]
    public void AFileOfAnotherKindIsNamed(string extension)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a" + extension], "This is a text of some length, not an encoder.");
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a" + extension]));
        StringAssert.Contains(exception.Message, "a" + extension);
    }

    [TestMethod]
    public void AnUnknownKindOfFileListsTheKnownOnes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.npz"], [1, 2, 3]);
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => CmaeEncoder.Load(folder["a.npz"])).Message,
            "a.npz' is not of a known kind, by its content or by its extension; " +
            ".safetensors, .safetensors.index.json, .pth, .pt, .bin, .ckpt, .onnx and .zip are read.");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => RandomEncoder.Create().Save("a.npz")).Message,
            "'a.npz' has an unsupported extension; supported for writing: .safetensors, .pth, .pt, .onnx, .zip.");
    }
}
