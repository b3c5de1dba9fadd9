using Cmae.MLNet.Samples.Tool.Images;

namespace Cmae.MLNet.Tests.Samples.Tool.Images;

[TestClass]
public sealed class ClassNamesTests
{
    [TestMethod]
    public void UnknownClassesComeOnceAndInOrder() =>
        CollectionAssert.AreEqual(new[] { "C", "a" }, ClassNames.Unknown(["a", "b", "C", "a"], ["b", "d"]));

    [TestMethod]
    public void ALongListEndsWithTheNumberOfOthers()
    {
        Assert.AreEqual("'0', '1'", ClassNames.Listed(["0", "1"]));
        Assert.AreEqual(
            "'0', '1', '2', '3', '4', '5', '6', '7', '8', '9' and 2 more",
            ClassNames.Listed([.. Enumerable.Range(0, 12).Select(name => $"{name}")]));
    }
}
