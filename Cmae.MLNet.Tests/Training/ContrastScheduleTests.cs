using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class ContrastScheduleTests
{
    [TestMethod]
    [DataRow(0.0, 0, true)]
    [DataRow(0.25, 0, false)]
    [DataRow(0.25, 24, false)]
    [DataRow(0.25, 25, true)]
    [DataRow(0.25, 99, true)]
    public void TheContrastIsLearntAfterTheShare(double delay, int step, bool isOn) => Assert.AreEqual(isOn, new ContrastSchedule(delay, 100).IsOnAt(step));
}
