using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class DurationTextTests
{
    [TestMethod]
    [DataRow(0, "0:00:00")]
    [DataRow(299, "0:04:59")]
    [DataRow(3600 * 51, "51:00:00")]
    [DataRow(3600 * 2400, "2400:00:00")]
    public void DaysAreCountedAsHours(int seconds, string text) => Assert.AreEqual(text, DurationText.Of(TimeSpan.FromSeconds(seconds)));
}
