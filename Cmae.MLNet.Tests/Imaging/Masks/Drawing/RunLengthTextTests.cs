using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Texts as COCO's own code writes them for these lengths.</summary>
[TestClass]
public class RunLengthTextTests
{
    [TestMethod]
    [DataRow("7330000000;", new[] { 7, 3, 3, 3, 3, 3, 3, 3, 3, 3, 14 })]
    [DataRow("=353O1000M2Nc0", new[] { 13, 3, 5, 6, 4, 7, 4, 7, 4, 4, 6, 2, 25 })]
    [DataRow("T33Xl4NX_o11ddkMRl0", new[] { 100, 3, 5000, 1, 70000, 2, 4, 900 })]
    [DataRow("S1", new[] { 35 })]
    [DataRow("", new int[0])]
    public void TextIsRead(string text, int[] counts) => CollectionAssert.AreEqual(counts, RunLengthText.Parse(text).ToArray());

    [TestMethod]
    [DataRow("7 3", "has the character ' ' at position 1 (from 0)")]
    [DataRow("7~", "has the character '~' at position 1 (from 0)")]
    [DataRow("7P", "ends within a number")]
    [DataRow("oooooooo", "has a number of more than 7 characters")]
    [DataRow("O", "run length 1 of its text form is -1")]
    public void OtherTextIsAnError(string text, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => RunLengthText.Parse(text)).Message, message);
}
