using Cmae.MLNet.Classification;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.FineTuning.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.FineTuning;

/// <summary>The loop with a task that trains nothing: all it knows of a task is what any task has.</summary>
[TestClass]
public sealed class FineTuningLoopTests
{
    private readonly CmaeImageClassificationTrainer.Options _options = new() { BatchSize = 6, Epochs = 6 };
    private readonly List<(EpochProgress Progress, Score Train, Score? Validation)> _epochs = [];

    [TestMethod]
    public void TheModelIsThatOfTheBestValidation()
    {
        FineTuningResult<string, Score> result = Run(validation: [3, 5, 4, 5, 1, 2]);
        Assert.AreEqual("after 8 steps", result.Model);
        Assert.AreEqual(2, result.BestEpoch);
        Assert.AreEqual(5, result.Validation!.Value);
        CollectionAssert.AreEqual(
            new[] { true, true, false, false, false, false }, _epochs.Select(epoch => epoch.Progress.IsBest).ToArray());
        Assert.AreEqual(24 * 6, _epochs[^1].Progress.ImagesSeen);
    }

    [TestMethod]
    public void TheFiguresOfAnEpochAreThoseOfItsSteps()
    {
        Run(validation: []);
        CollectionAssert.AreEqual(new[] { 1.5, 5.5, 9.5, 13.5, 17.5, 21.5 }, _epochs.Select(epoch => epoch.Train.Value).ToArray());
        Assert.IsTrue(_epochs.TrueForAll(epoch => epoch.Validation is null && epoch.Progress.IsBest));
    }

    [TestMethod]
    public void ItStopsEarlyIfNothingGetsBetter()
    {
        (_options.Epochs, _options.Patience) = (50, 2);
        Assert.AreEqual(3, Run(validation: [.. Enumerable.Range(0, 50).Select(epoch => epoch < 3 ? epoch : 0)]).BestEpoch);
        Assert.HasCount(5, _epochs);
    }

    [TestMethod]
    [DataRow(8, "after 8 steps", 2)]
    [DataRow(10, "after 10 steps", null)]
    public void WithoutValidationTheWeightsAreOfTheLastEpochOnlyIfNoStepFollowed(int steps, string model, int? epoch)
    {
        _options.OnCancellation = CmaeCancellationHandling.ReturnSoFar;
        FineTuningResult<string, Score> result = Run(validation: [], clock => clock.Step >= steps && _epochs.Count == 2);
        Assert.HasCount(2, _epochs);
        Assert.AreEqual(model, result.Model);
        Assert.AreEqual(epoch, result.BestEpoch);
    }

    [TestMethod]
    public void BeforeTheFirstStepThereIsNoModelSoFar()
    {
        _options.OnCancellation = CmaeCancellationHandling.ReturnSoFar;
        StringAssert.Contains(
            Assert.ThrowsExactly<OperationCanceledException>(() => Run(validation: [], _ => true)).Message, "before its first step");
    }

    /// <summary>Epochs of four steps over 24 images.</summary>
    /// <param name="validation">What each epoch scores; none for no validation.</param>
    /// <param name="isCanceled">Whether the run is canceled.</param>
    private FineTuningResult<string, Score> Run(double[] validation, Func<TrainingClock, bool>? isCanceled = null)
    {
        using var host = new TrainingHost(new MLContext(seed: 1), "Test");
        var plan = new ClassificationPlan(_options, [12, 12]);
        var clock = new TrainingClock(plan.TotalSteps, budget: null);
        using var recorder = new NoFineTuningRecorder();
        var log = new FineTuningLog<Score>(host, plan, clock, recorder, (progress, train, score) => _epochs.Add((progress, train, score)));
        using var learner = new Counter(validation);
        var cancellation = new Cancellation(isCanceled: () => isCanceled?.Invoke(clock) == true);
        return new FineTuningLoop<string, Score>(plan, learner, new(), clock, log, recorder, cancellation).Run();
    }

    /// <summary>More is better.</summary>
    private sealed record Score(double Value) : ITaskFigures<Score>
    {
        public double Loss => -Value;

        public bool IsBetterThan(Score other) => Value > other.Value;

        public string Describe() => $"score {Value}";

        public static Score Mean(IReadOnlyList<Score> parts) => new(parts.Average(part => part.Value));
    }

    /// <summary>Counts its steps; its model says how many there were, its figures are the number of the step.</summary>
    private sealed class Counter(double[] validation) : ITaskLearner<string, Score>
    {
        private long _steps;
        private int _validations;

        public long TrainedParameters => 0;

        public FineTuningState State => throw new NotSupportedException("There is no run folder.");

        public int AccumulatedBatches { get; private set; }

        public void Accumulate(long step) => AccumulatedBatches++;

        public FineTuningStep<Score> Step(WarmupCosineSchedule schedule, long step)
        {
            AccumulatedBatches = 0;
            _steps++;
            return new(new Score(step), schedule.At(step, 1));
        }

        public Score? Validate() => validation.Length == 0 ? null : new Score(validation[_validations++]);

        public string Export() => $"after {_steps} steps";

        public void Dispose()
        {
            // holds nothing
        }
    }
}
