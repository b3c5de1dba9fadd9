using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class TrainingOptionsValidationTests
{
    public static IEnumerable<CmaeTrainingOptions> Trainings =>
        [new CmaePretrainingOptions(), new CmaeImageClassificationTrainer.Options()];

    [TestMethod]
    [DynamicData(nameof(Trainings))]
    public void TheOptionsOfARunAreCheckedForEveryTraining(CmaeTrainingOptions options)
    {
        (options.CheckpointSteps, options.CheckpointsKept, options.CheckpointInterval) = (0, 0, TimeSpan.Zero);
        (options.Resume, options.MoreEpochs) = (true, 0);
        string[] lines =
        [
            "- CheckpointSteps = 0; it must be at least 1",
            "- CheckpointsKept = 0; it must be at least 1",
            "- CheckpointInterval = 00:00:00; it must be longer than zero",
            "- Resume = True without a RunDirectory; name the folder of the run to resume",
            "- MoreEpochs = 0; it must be at least 1",
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, lines), Errors(options));
        options = new CmaePretrainingOptions { MoreEpochs = 5, RunDirectory = "r" };
        Assert.AreEqual(
            "- MoreEpochs = 5 without Resume; it adds to a run that has ended: set RunDirectory and Resume = true", Errors(options));
    }

    private static string Errors(CmaeTrainingOptions options)
    {
        var errors = new OptionErrors("Options");
        TrainingOptionsValidation.Check(options, smallestBatch: 1, errors);
        string message = Assert.ThrowsExactly<ArgumentException>(errors.ThrowIfAny).Message;
        int first = message.IndexOf('-', StringComparison.Ordinal);
        return message[first..message.IndexOf(" (Parameter", StringComparison.Ordinal)];
    }
}
