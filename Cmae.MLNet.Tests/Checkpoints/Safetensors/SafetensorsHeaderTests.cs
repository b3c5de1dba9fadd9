using System.Text;
using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class SafetensorsHeaderTests
{
    [TestMethod]
    public void TensorsAndMetadataAreRead()
    {
        SafetensorsHeader header = Parse("""
            {"__metadata__":{"a":"b"},"x":{"dtype":"F16","shape":[2,3],"data_offsets":[4,16]},
            "s":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
             "empty":{"dtype":"I64","shape":[0,4],"data_offsets":[4,4]}}
            """, 16);
        Assert.AreEqual("b", header.Metadata["a"]);
        CollectionAssert.AreEqual(new[] { "x", "s", "empty" }, header.Tensors.Keys.ToArray());
        Assert.AreEqual(ElementType.F16, header.Tensors["x"].Type);
        CollectionAssert.AreEqual(new long[] { 2, 3 }, header.Tensors["x"].Shape);
        Assert.AreEqual(4, header.Begin("x"));
    }

    [TestMethod]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "tensor 'x' begins at 4, leaving a gap after 0")]
    [DataRow(
        """{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "tensor 'x' has data_offsets [0, 16] beyond the 12 bytes of data")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "the tensors end at 8, but 12 bytes of data follow")]
    [DataRow("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
        "tensor 'y' has data_offsets [4, 12] and overlaps 'x', which ends at 8")]
    [DataRow("""{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,12]}}""",
        "tensor 'x' has data_offsets [0, 12] where its dtype F32 and shape [4] need 16 bytes")]
    [DataRow("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[12,0]}}""", "tensor 'x' has data_offsets [12, 0]")]
    [DataRow("""{"x":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,12]}}""", "more elements than can be counted")]
    [DataRow(
        """{"x":{"dtype":"F32","shape":[-3],"data_offsets":[0,12]}}""", "tensor 'x' has '-3' where a whole number of at least 0 is needed")]
    [DataRow("""{"x":{"dtype":"F32","shape":[3.5],"data_offsets":[0,12]}}""", "tensor 'x' has '3.5'")]
    [DataRow("""{"x":{"dtype":"f32","shape":[3],"data_offsets":[0,12]}}""", "tensor 'x' has the dtype 'f32'; known are F64, F32")]
    [DataRow("""{"x":{"dtype":"1","shape":[3],"data_offsets":[0,12]}}""", "tensor 'x' has the dtype '1'")]
    [DataRow("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12,13]}}""", "tensor 'x' lacks one of dtype, shape and two data_offsets")]
    [DataRow("""{"x":{"dtype":"F32","data_offsets":[0,12]}}""", "tensor 'x' lacks one of")]
    [DataRow("""{"x":{"dtype":"F32","shape":[3],"shape":[3],"data_offsets":[0,12]}}""", "field 'shape', unknown or repeated")]
    [DataRow("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"x":{"dtype":"F32","shape":[0],"data_offsets":[12,12]}}""",
        "tensor 'x' appears more than once")]
    [DataRow("""{"__metadata__":{"a":"b","a":"c"}}""", "the metadata key 'a' appears more than once")]
    [DataRow("""{"__metadata__":{"a":1}}""", "the header has Number")]
    [DataRow("""{"x":""", "the header is not valid JSON")]
    [DataRow("""["x"]""", "the header has StartArray at byte 0 where StartObject is needed")]
    [DataRow("""{"\uD800":{}}""", "the header is not valid JSON")]
    [DataRow("{} {}", "the header is not valid JSON")]
    public void ABrokenRuleIsNamed(string json, string message)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Parse(json, 12));
        StringAssert.StartsWith(exception.Message, "'a.safetensors' is not a valid .safetensors file: ");
        StringAssert.Contains(exception.Message, message);
    }

    [TestMethod]
    public void ThereIsALimitOnTheEntries()
    {
        Assert.HasCount(99_999, Parse(Entries(99_998), 0).Tensors);
        foreach (int count in (int[])[99_999, 200_000])
        {
            string message = Assert.ThrowsExactly<InvalidDataException>(() => Parse(Entries(count), 0)).Message;
            StringAssert.Contains(message, "the header has more than 100000 entries");
        }
    }

    /// <summary>A header with one entry of metadata, and that many tensors and one more.</summary>
    private static string Entries(int count)
    {
        const string tensor = """{"dtype":"F32","shape":[0],"data_offsets":[0,0]}""";
        string tensors = string.Concat(Enumerable.Range(0, count).Select(i => $"\"{i}\":{tensor},"));
        return "{" + tensors + "\"__metadata__\":{\"a\":\"b\"},\"x\":" + tensor + "}";
    }

    private static SafetensorsHeader Parse(string json, long dataLength) =>
        SafetensorsHeader.Parse(Encoding.UTF8.GetBytes(json), dataLength, "a.safetensors");
}
