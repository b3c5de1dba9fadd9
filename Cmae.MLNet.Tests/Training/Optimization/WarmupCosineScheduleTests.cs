using System.Globalization;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class WarmupCosineScheduleTests
{
    private static readonly GoldenFixture s_golden = new("schedules.safetensors");

    private static double Meta(string key) => double.Parse(s_golden.Metadata[key], CultureInfo.InvariantCulture);

    [TestMethod]
    public void PretrainingFollowsTheOfficialSchedulerToTheLastBitOfADouble()
    {
        int epochLength = (int)Meta("epoch_length");
        double[] expected = s_golden.Doubles("pretrain300.lr");
        var schedule = new WarmupCosineSchedule(40 * epochLength, 300 * epochLength);
        for (int step = 0; step < expected.Length; step++)
            Assert.AreEqual(expected[step], schedule.At(step, Meta("pretrain_base_lr")), 1e-15, $"step {step}");
    }

    [TestMethod]
    public void FineTuningEndsEveryGroupAtTheSameMinimum()
    {
        int epochLength = (int)Meta("epoch_length");
        double[] scales = s_golden.Doubles("finetune100.group_scale");
        double[] expected = s_golden.Doubles("finetune100.lr");
        var schedule = new WarmupCosineSchedule(5 * epochLength, 100 * epochLength, Minimum: 1e-6);
        for (int i = 0; i < expected.Length; i++)
        {
            (int step, int group) = Math.DivRem(i, scales.Length);
            Assert.AreEqual(expected[i], schedule.At(step, Meta("finetune_base_lr") * scales[group]), 1e-15, $"step {step}, group {group}");
        }
    }

    [TestMethod]
    public void TheFullRateIsUsedTwiceAndTheEndIsReached()
    {
        var schedule = new WarmupCosineSchedule(10, 100);
        Assert.AreEqual(1e-3, schedule.At(9, 1e-3), 1e-18);
        Assert.AreEqual(1e-3, schedule.At(10, 1e-3), 1e-18);
        Assert.AreEqual(0, schedule.At(100, 1e-3), 1e-18);
    }

    [TestMethod]
    public void AWarmupShorterThanAStepIsLeftOut() =>
        Assert.AreEqual(1, new WarmupCosineSchedule(0.5, 5).At(0, 1));
}
