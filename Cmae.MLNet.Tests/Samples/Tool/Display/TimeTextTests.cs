using Cmae.MLNet.Samples.Tool.Display;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class TimeTextTests
{
    [TestMethod]
    [DataRow(299, "0:04:59")]
    [DataRow(51 * 3600, "51:00:00")]
    public void HoursAreCountedBeyondADay(int seconds, string text) => Assert.AreEqual(text, TimeText.Of(TimeSpan.FromSeconds(seconds)));
}
