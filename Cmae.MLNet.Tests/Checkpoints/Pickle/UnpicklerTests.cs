using System.Text;
using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class UnpicklerTests
{
    [TestMethod]
    public void ACallOfAnUnknownFunctionStaysInert()
    {
        string marker = Path.Combine(Path.GetTempPath(), $"cmae-pickle-{Guid.NewGuid():N}");
        object? result = Read($"\u0080\u0002cos\nsystem\nX{(char)(6 + marker.Length)}\0\0\0touch {marker}\u0085R.");
        Assert.AreEqual(new InertObject(new PickleGlobal("os", "system")), result);
        Assert.IsFalse(File.Exists(marker));
    }

    [TestMethod]
    public void ProtocolFourNamesAndMemoAreRead()
    {
        var result = (object?[])Read("\u0080\u0004\u0095\u0010\0\0\0\0\0\0\0\u008c\u0001a\u0094\u008c\u0001b\u0094\u0093h\u0001\u0086.")!;
        CollectionAssert.AreEqual(new object[] { new PickleGlobal("a", "b"), "b" }, result);
    }

    [TestMethod]
    public void ValuesOfEveryKindAreRead()
    {
        string pickle = "](NI".Replace("I", "\u0088") +
            "K\u0005M\u0001\u0001J\u00ff\u00ff\u00ff\u00ffG\u003f\u00f8\0\0\0\0\0\0\u008a\u0001\u00feU\u0002hiC\u0001\u0007e.";
        var list = (List<object?>)Read(pickle)!;
        CollectionAssert.AreEqual(new object?[] { null, true, 5L, 257L, -1L, 1.5, -2L, "hi" }, list[..^1]);
        CollectionAssert.AreEqual(new byte[] { 7 }, (byte[])list[^1]!);
    }

    [TestMethod]
    public void LaterItemsOfADictionaryWinAndInertObjectsTakeAny()
    {
        var dictionary = (PickleDictionary)Read("}(X\u0001\0\0\0aK\u0001X\u0001\0\0\0aK\u0002u.")!;
        Assert.AreEqual(2L, dictionary["a"]);
        Assert.IsNull(dictionary["b"]);
        Assert.IsInstanceOfType<InertObject>(Read("cm\nC\n)\u0081}b(K\u0001K\u0002u]e.".Replace("]e", "")));
    }

    [TestMethod]
    public void LongTextIsLeftUnread()
    {
        byte[] pickle = [(byte)'X', .. BitConverter.GetBytes(3 << 20), .. new byte[3 << 20], (byte)'.'];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreSame(InertObject.LongText, new Unpickler(new MemoryStream(pickle), new TorchBuilder()).Read());
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow("R.", "takes a value from an empty stack")]
    [DataRow("K\u0001R.", "takes a value from an empty stack")]
    [DataRow("t.", "lacks a mark")]
    [DataRow("h\u0005.", "asks for memo 5, which was never set")]
    [DataRow("I1\n.", "has the opcode 0x49, which torch.save does not write")]
    [DataRow("K\u0001(K\u0002e.", "appends to something that is not a list")]
    [DataRow("}(K\u0001u.", "has a dictionary key without a value")]
    [DataRow("K\u0001Q.", "has a persistent id that is not a storage")]
    [DataRow("\u008b\u00ff\u00ff\u00ff\u007f.", "has an integer of 2147483647 bytes")]
    [DataRow("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "has the length -1")]
    public void ADamagedPickleSaysHow(string pickle, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Read(pickle)).Message, message);

    [TestMethod]
    public void NestingIsBounded() =>
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Read(new string('(', 5000))).Message, "nested deeper than 1000 levels");

    [TestMethod]
    [DataRow("N", "2")]
    [DataRow("", "}")]
    [DataRow("cos\nsystem\n)", "2")]
    [DataRow("N", "\u0094")]
    public void MemoryIsBounded(string start, string repeated)
    {
        byte[] pickle = Encoding.Latin1.GetBytes(start + string.Concat(Enumerable.Repeat(repeated, 4_000_000)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var exception =
            Assert.ThrowsExactly<InvalidDataException>(() => new Unpickler(new MemoryStream(pickle), new TorchBuilder()).Read());
        StringAssert.Contains(exception.Message, "asks for more than 32 MiB besides the tensors");
        Assert.IsLessThan(64 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static object? Read(string latin1) =>
        new Unpickler(new MemoryStream(Encoding.Latin1.GetBytes(latin1)), new TorchBuilder()).Read();
}
