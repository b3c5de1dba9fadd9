using Cmae.MLNet.Samples.Tool.Display;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class VisibleTextTests
{
    [TestMethod]
    [DataRow("plain ü 漢字 😀", "plain ü 漢字 😀")]
    [DataRow("\u001b[31mred", @"\x1B[31mred")]
    [DataRow("a\rb\tc\u0007\u009b", @"a\x0Db\x09c\x07\x9B")]
    public void ControlCharactersAreShown(string text, string shown) => Assert.AreEqual(shown, VisibleText.Of(text));

    [TestMethod]
    public void LineEndsStayInTextAndNotInNames()
    {
        Assert.AreEqual("two\nlines", VisibleText.Of("two\nlines"));
        Assert.AreEqual(@"two\x0Alines", VisibleText.OfName("two\nlines"));
    }
}
