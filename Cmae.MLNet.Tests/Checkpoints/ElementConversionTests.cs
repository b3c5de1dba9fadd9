using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class ElementConversionTests
{
    [TestMethod]
    [DataRow(ElementType.F8_E4M3, (byte)0x38, 1f)]
    [DataRow(ElementType.F8_E4M3, (byte)0x7E, 448f)]
    [DataRow(ElementType.F8_E4M3, (byte)0x81, -1f / 512)]
    [DataRow(ElementType.F8_E4M3, (byte)0xFF, float.NaN)]
    [DataRow(ElementType.F8_E4M3, (byte)0xB9, -1.125f)]
    [DataRow(ElementType.F8_E5M2, (byte)0x3C, 1f)]
    [DataRow(ElementType.F8_E5M2, (byte)0x7B, 57344f)]
    [DataRow(ElementType.F8_E5M2, (byte)0xFC, float.NegativeInfinity)]
    [DataRow(ElementType.I8, (byte)0xFF, -1f)]
    [DataRow(ElementType.U8, (byte)0xFF, 255f)]
    [DataRow(ElementType.BOOL, (byte)2, 1f)]
    public void OneByteTypes(object type, byte bits, float expected) =>
        Assert.AreEqual(expected, ElementConversion.ToSingle([bits], (ElementType)type));

    [TestMethod]
    public void WiderTypes()
    {
        Assert.AreEqual(-1.5f, ElementConversion.ToSingle([0xC0, 0xBF], ElementType.BF16));
        Assert.AreEqual(-1.5f, ElementConversion.ToSingle(BitConverter.GetBytes((Half)(-1.5)), ElementType.F16));
        Assert.AreEqual(-1.5f, ElementConversion.ToSingle(BitConverter.GetBytes(-1.5), ElementType.F64));
        Assert.AreEqual(-1.5f, ElementConversion.ToSingle(BitConverter.GetBytes(-1.5f), ElementType.F32));
        Assert.AreEqual(-70000f, ElementConversion.ToSingle(BitConverter.GetBytes(-70000), ElementType.I32));
        Assert.AreEqual(-70000f, ElementConversion.ToSingle(BitConverter.GetBytes(-70000L), ElementType.I64));
        Assert.AreEqual(-7f, ElementConversion.ToSingle(BitConverter.GetBytes((short)-7), ElementType.I16));
        Assert.AreEqual(65535f, ElementConversion.ToSingle(BitConverter.GetBytes(ushort.MaxValue), ElementType.U16));
        Assert.AreEqual(uint.MaxValue, ElementConversion.ToSingle(BitConverter.GetBytes(uint.MaxValue), ElementType.U32));
        Assert.AreEqual(ulong.MaxValue, ElementConversion.ToSingle(BitConverter.GetBytes(ulong.MaxValue), ElementType.U64));
    }

    [TestMethod]
    public void AStreamLongerThanAChunkIsReadWhole()
    {
        Half[] values = [.. Enumerable.Range(0, 100_001).Select(i => (Half)(i % 100))];
        using var stream = new MemoryStream([.. values.SelectMany(BitConverter.GetBytes)]);
        var destination = new float[values.Length];
        ElementConversion.ReadSingles(stream, ElementType.F16, destination);
        CollectionAssert.AreEqual(values.Select(value => (float)value).ToArray(), destination);
    }
}
