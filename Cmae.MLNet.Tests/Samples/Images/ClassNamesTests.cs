using Cmae.MLNet.Samples.Images;

namespace Cmae.MLNet.Tests.Samples.Images;

[TestClass]
public sealed class ClassNamesTests
{
    [TestMethod]
    public void Unknown_classes_come_once_and_in_order() =>
        CollectionAssert.AreEqual(new[] { "C", "a" }, ClassNames.Unknown(["a", "b", "C", "a"], ["b", "d"]));

    [TestMethod]
    public void A_long_list_ends_with_how_many_more_there_are()
    {
        Assert.AreEqual("'0', '1'", ClassNames.Listed(["0", "1"]));
        Assert.AreEqual("'0', '1', '2', '3', '4', '5', '6', '7', '8', '9' and 2 more", ClassNames.Listed([.. Enumerable.Range(0, 12).Select(name => $"{name}")]));
    }
}
