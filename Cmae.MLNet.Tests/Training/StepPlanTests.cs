using Cmae.MLNet.Pretraining;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class StepPlanTests
{
    [TestMethod]
    [DataRow(null, 1, "1 epoch of 4 steps, 4 images x 1 a step, learning rate 6.25e-05")]
    [DataRow(null, 12, "12 epochs of 4 steps, 4 images x 1 a step, learning rate 6.25e-05")]
    [DataRow(90, 12, "0:01:30 of training, 4 images x 1 a step, learning rate 6.25e-05")]
    public void APlanIsDescribedByItsTimeOrItsEpochs(int? seconds, int epochs, string text)
    {
        var options = new CmaePretrainingOptions
        {
            BatchSize = 4,
            BaseLearningRate = 4e-3,
            Epochs = epochs,
            TimeBudget = seconds is { } budget ? TimeSpan.FromSeconds(budget) : null,
        };
        Assert.AreEqual(text, new PretrainingPlan(options, imageCount: 19).Describe());
    }
}
