using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class TrainingClockTests
{
    [TestMethod]
    public void WithoutABudgetItEndsAfterThePlannedSteps()
    {
        var clock = new TrainingClock(2, budget: null);
        clock.CompleteStep();
        Assert.IsFalse(clock.IsOver);
        clock.CompleteStep();
        Assert.IsTrue(clock.IsOver);
        Assert.AreEqual(2, clock.TotalSteps);
    }

    [TestMethod]
    public void AShareOfTheRunIsOfItsStepsOrOfItsTime()
    {
        var steps = new TrainingClock(40, budget: null);
        Assert.IsTrue(steps.IsPast(0, step: 0));
        Assert.IsFalse(steps.IsPast(0.25, step: 9));
        Assert.IsTrue(steps.IsPast(0.25, step: 10));
        var time = new TrainingClock(40, TimeSpan.FromHours(4));
        time.Resume(new RunPosition(new(Step: 50, Epoch: 1, EpochStep: 0, Elapsed: TimeSpan.FromHours(1))));
        Assert.IsTrue(time.IsPast(0.25, step: 0));
        Assert.IsFalse(time.IsPast(0.3, step: 1000));
    }

    [TestMethod]
    public void WhatIsLeftTakesAsLongAsItsStepsAmountTo()
    {
        var alike = new TrainingClock(5, budget: null);
        var growing = new TrainingClock(5, budget: null, done => 10 * (5 - done));
        alike.CompleteStep();
        growing.CompleteStep();
        Assert.AreEqual(4 * alike.TimePerStep, alike.Remaining);
        Assert.AreEqual(40 * growing.TimePerStep, growing.Remaining);
    }

    [TestMethod]
    public void WithABudgetTheNumberOfStepsIsEstimatedFromTheSpeed()
    {
        var clock = new TrainingClock(1_000_000, TimeSpan.FromHours(10));
        clock.Resume(new RunPosition(new(Step: 50, Epoch: 1, EpochStep: 0, Elapsed: TimeSpan.FromHours(1))));
        Assert.AreEqual(500, clock.TotalSteps, 1);
        Assert.IsFalse(clock.IsOver);
    }

    [TestMethod]
    public void AUsedUpBudgetEndsTheRunWithTheScheduleAtItsEnd()
    {
        var clock = new TrainingClock(1_000_000, TimeSpan.FromHours(1));
        clock.Resume(new RunPosition(new(Step: 50, Epoch: 1, EpochStep: 0, Elapsed: TimeSpan.FromHours(1))));
        Assert.IsTrue(clock.IsOver);
        Assert.AreEqual(50, clock.TotalSteps);
        Assert.AreEqual(TimeSpan.Zero, clock.Remaining);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(10)]
    public void AddedEpochsAreCountedAndHaveAScheduleOfTheirOwn(int? minutes)
    {
        var clock = new TrainingClock(40, minutes is { } budget ? TimeSpan.FromMinutes(budget) : null, _ => 1000);
        clock.Resume(new RunPosition(new(Step: 42, Epoch: 10, EpochStep: 2, Elapsed: TimeSpan.FromHours(1)), new(5, Start: 40, End: 60)));
        Assert.IsFalse(clock.IsOver);
        Assert.AreEqual(60, clock.PlannedSteps);
        Assert.IsTrue(clock.IsPast(0.99, step: 40));
        WarmupCosineSchedule schedule = clock.Schedule(0.2, minimum: 1e-6);
        Assert.AreEqual(new WarmupCosineSchedule(4, 20, 1e-6).At(7, peak: 1), schedule.At(47, peak: 1));
        Assert.AreEqual(1, schedule.At(43, peak: 1));
        clock.CompleteStep();
        Assert.AreEqual(17 * clock.TimePerStep, clock.Remaining);
        for (int step = 43; step < 60; step++)
            clock.CompleteStep();
        Assert.IsTrue(clock.IsOver);
    }

    [TestMethod]
    public void ARunThatHasEndedIsOverWhateverItsBudgetSays()
    {
        var clock = new TrainingClock(1_000_000, TimeSpan.FromHours(1));
        clock.Resume(new RunPosition(new(Step: 50, Epoch: 1, EpochStep: 0, Elapsed: TimeSpan.FromMinutes(59)), HasEnded: true));
        Assert.IsTrue(clock.IsOver);
    }
}
