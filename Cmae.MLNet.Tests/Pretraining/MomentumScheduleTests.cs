using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class MomentumScheduleTests
{
    [TestMethod]
    [DataRow("ema.config_momentum", 0.996)]
    [DataRow("ema.to1_momentum", 1.0)]
    public void ItFollowsTheOfficialHook(string tensor, double end)
    {
        double[] expected = new GoldenFixture("schedules.safetensors").Doubles(tensor);
        var schedule = new MomentumSchedule(0.996, end, expected.Length);
        for (int step = 0; step < expected.Length; step++)
            Assert.AreEqual(expected[step], schedule.At(step), 1e-12, $"step {step}");
    }
}
