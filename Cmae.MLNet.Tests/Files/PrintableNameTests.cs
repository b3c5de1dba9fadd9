using Cmae.MLNet.Files;

namespace Cmae.MLNet.Tests.Files;

[TestClass]
public sealed class PrintableNameTests
{
    [TestMethod]
    [DataRow("/photos/back\\slash.jpg", "/photos/back\\slash.jpg")]
    [DataRow("üñïçødé 漢字 😀.jpg", "üñïçødé 漢字 😀.jpg")]
    [DataRow("new\nline\r\t.jpg", "new\\nline\\r\\t.jpg")]
    [DataRow("\u001b[31mred", "\\x1b[31mred")]
    [DataRow("bell\u0007 delete\u007f csi\u009b", "bell\\x07 delete\\x7f csi\\x9b")]
    [DataRow("gpj.\u202eexe", "gpj.\\u202eexe")]
    [DataRow("line\u2028separator", "line\\u2028separator")]
    public void WhatATerminalWouldActUponIsEscaped(string name, string shown) => Assert.AreEqual(shown, PrintableName.Of(name));

    [TestMethod]
    public void HalfOfASurrogatePairIsEscaped() => Assert.AreEqual("a\\ud83db", PrintableName.Of("a\ud83db"));
}
