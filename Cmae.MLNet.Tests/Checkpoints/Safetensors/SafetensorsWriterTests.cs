using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class SafetensorsWriterTests
{
    private static readonly TensorToWrite[] s_tensors =
    [
        TensorToWrite.Singles("singles", [2, 2], new[] { 1.5f, -2, float.Epsilon, float.MaxValue }),
        TensorToWrite.Int64s("scalar é\"", [], new[] { long.MinValue }),
        TensorToWrite.Singles("empty", [0, 7], Array.Empty<float>()),
    ];

    [TestMethod]
    public void WhatIsWrittenIsReadBack()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder["a.safetensors"], s_tensors, new Dictionary<string, string> { ["b"] = "line\n\"two\"", ["a"] = "" });
        using SafetensorsReader file = SafetensorsReader.Open(folder["a.safetensors"]);
        CollectionAssert.AreEqual(s_tensors.Select(tensor => tensor.Entry.Name).ToArray(), file.Tensors.Keys.ToArray());
        CollectionAssert.AreEqual(new[] { 1.5f, -2, float.Epsilon, float.MaxValue }, file.ReadSingles("singles"));
        CollectionAssert.AreEqual(new[] { (float)long.MinValue }, file.ReadSingles("scalar é\""));
        Assert.IsEmpty(file.ReadSingles("empty"));
        Assert.AreEqual("line\n\"two\"", file.Metadata["b"]);
    }

    [TestMethod]
    public void TheSameTensorsGiveTheSameBytesAndAnAlignedHeader()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder["a"], s_tensors, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        SafetensorsWriter.Write(folder["b"], s_tensors, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });
        byte[] bytes = File.ReadAllBytes(folder["a"]);
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(folder["b"]));
        Assert.AreEqual(0, BitConverter.ToInt64(bytes) % 8);
    }

    [TestMethod]
    public void ANameMayAppearOnlyOnce()
    {
        using var folder = new TemporaryFolder();
        TensorToWrite tensor = TensorToWrite.Singles("x", [1], new float[1]);
        Assert.ThrowsExactly<ArgumentException>(
            () => SafetensorsWriter.Write(folder["a"], [tensor, tensor], new Dictionary<string, string>()));
        Assert.IsEmpty(folder.Names);
    }

    [TestMethod]
    public void ValuesMustFitTheShape() => Assert.ThrowsExactly<ArgumentException>(() => TensorToWrite.Singles("x", [2, 2], new float[3]));
}
