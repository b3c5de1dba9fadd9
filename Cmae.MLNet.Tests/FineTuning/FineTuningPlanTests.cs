using Cmae.MLNet.Classification;
using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.FineTuning;

[TestClass]
public sealed class FineTuningPlanTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    public void AResumedRunGetsTheSameBatches(int step)
    {
        // two steps of two micro-batches an epoch
        var plan = new ClassificationPlan(new() { BatchSize = 4, AccumulationSteps = 2 }, [10, 9]);
        BatchPlan[] all = [.. plan.Batches(seed: 1, step: 0).Take(20)], rest = [.. plan.Batches(seed: 1, step).Take(6)];
        for (int i = 0; i < rest.Length; i++)
        {
            Assert.AreEqual(all[(2 * step) + i].Epoch, rest[i].Epoch);
            CollectionAssert.AreEqual(all[(2 * step) + i].Indices, rest[i].Indices);
        }
    }
}
