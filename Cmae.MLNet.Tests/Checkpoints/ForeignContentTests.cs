using System.IO.Compression;
using System.Text;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>Files are what their content says, and what is not a checkpoint is named as what it is.</summary>
[TestClass]
public sealed class ForeignContentTests
{
    [TestMethod]
    [DataRow("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "It is a pointer of Git LFS, not the file itself.")]
    [DataRow("<!DOCTYPE html><html>Sign in</html>", "It is a web page or XML")]
    [DataRow("\u001f\u008b\u0008\0\0\0\0\0\0", "It is compressed (gzip).")]
    [DataRow("\u0089HDF\r\n\u001a\n\0", "It is an HDF5 file")]
    [DataRow("\u0093NUMPY\u0001\0", "It is a NumPy array")]
    public void WhatAFileIsInTruthIsSaid(string content, string what)
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["a.pth", "a.safetensors", "a.unknown"])
        {
            File.WriteAllBytes(folder[name], Encoding.Latin1.GetBytes(content));
            Exception exception = Assert.Throws<Exception>(() => CmaeEncoder.Load(folder[name]));
            StringAssert.Contains(exception.Message, what);
            Assert.IsFalse(exception.Message.Contains("Copy or download", StringComparison.Ordinal), exception.Message);
        }
    }

    [TestMethod]
    [DataRow(".safetensors")]
    [DataRow(".pth")]
    [DataRow(".onnx")]
    [DataRow(".zip")]
    public void TheExtensionDoesNotMatter(string extension)
    {
        using var folder = new TemporaryFolder();
        CmaeEncoder encoder = RandomEncoder.Create();
        encoder.Save(folder["a" + extension]);
        foreach (string name in (string[])["b", "b.best", "b.pth.tar", "b.bin"])
        {
            File.Copy(folder["a" + extension], folder[name], overwrite: true);
            RandomEncoder.AssertSame(encoder, CmaeEncoder.Load(folder[name]));
        }
    }

    [TestMethod]
    public void AForeignCheckpointsBitsAreVerified()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().SaveStateDict(folder["a.pth"], CmaeStateDictLayout.Timm);
        byte[] bytes = File.ReadAllBytes(folder["a.pth"]);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(folder["a.pth"], bytes);
        string message = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.pth"])).Message;
        StringAssert.Contains(message, "is damaged: the checksum is ");
        StringAssert.Contains(message, "Copy or download the file again");
    }

    [TestMethod]
    public void ADictionaryDeepInsideIsFound()
    {
        using var folder = new TemporaryFolder();
        TensorToWrite[] old = [.. ForeignFiles.Timm(RandomEncoder.Create()).Select(tensor => tensor)];
        TorchWriter.Write(folder["a.pth"], old, new Dictionary<string, string>());
        CmaeEncoder.Load(folder["a.pth"], new CmaeImportOptions { Prefix = "state_dict" }, out CmaeImportReport report);
        Assert.AreEqual("cls_token", report.Mapped["cls_token"]);
    }

    [TestMethod]
    public void AnArchiveThatIsNeitherKindIsNamed()
    {
        using var folder = new TemporaryFolder();
        using (ZipArchive zip = ZipFile.Open(folder["a.zip"], ZipArchiveMode.Create))
            zip.CreateEntry("photo.jpg");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.zip"])).Message, "holds no CMAE encoder");
    }
}
