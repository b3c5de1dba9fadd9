using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Tests.Training.RunFolder;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class ResumeTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmae-resume-").FullName;

    public static IEnumerable<TestDataRow<(Action<string> Damage, string Warning)>> Damages =>
    [
        new((FlipABit, "is damaged: its content has the checksum")) { DisplayName = "a flipped bit" },
        new((BecomeAFolder, "is a folder")) { DisplayName = "a folder" },
        new((BecomeADanglingLink, "which does not exist")) { DisplayName = "a dangling link" },
        new((path => File.WriteAllBytes(path, []), "has 0 bytes")) { DisplayName = "an empty file" },
        new((WriteNaN, "values that are not finite")) { DisplayName = "not a number" },
        new((BecomeAnotherStep, "the file's name tells the step")) { DisplayName = "another name" },
    ];

    private string Checkpoints => Path.Combine(_folder, "checkpoints");

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    [DataRow(7)]
    [DataRow(16)]
    public void AResumedRunEndsWithTheBitsOfAnUndisturbedOne(int stopAfter)
    {
        CmaeEncoder undisturbed = Run(TinyPretraining.Options());
        RunUntil(stopAfter, Options());
        var resumed = Options();
        resumed.Resume = true;
        long first = 0;
        resumed.StepCompleted = step => first = first == 0 ? step.Step : first;
        EncoderAssert.AreIdentical(undisturbed, Run(resumed));
        Assert.AreEqual(stopAfter == 16 ? 0 : stopAfter + 1, first);
    }

    [TestMethod]
    public void ARunKeepsTheSeedThatItDrew()
    {
        RunUntil(5, Options(), contextSeed: null);
        CmaePretrainingOptions options = Options();
        options.Resume = true;
        long first = 0;
        options.StepCompleted = step => first = first == 0 ? step.Step : first;
        Run(options, contextSeed: null);
        Assert.AreEqual(6, first);
    }

    [TestMethod]
    public void ASecondTrainingAtTheSameRunIsRefused()
    {
        string? message = null;
        CmaePretrainingOptions options = Options(), second = Options();
        second.Resume = true;
        options.StepCompleted = step => message ??= Assert.ThrowsExactly<IOException>(() => Run(second)).Message;
        Run(options);
        StringAssert.Contains(message, $"RunDirectory '{_folder}");
        StringAssert.Contains(message, "is in use: another process is training in it.");
        Run(second); // the first has ended
    }

    [TestMethod]
    public void WithAccumulationToo() => ResumesToTheSameBits(stopAfter: 3, options => options.AccumulationSteps = 2);

    [TestMethod]
    [DataRow(3)]
    [DataRow(8)]
    [DataRow(12)]
    public void WithADelayedContrastToo(int stopAfter) => ResumesToTheSameBits(stopAfter, options => options.ContrastiveDelay = 0.5);

    [TestMethod]
    public void TheLastCheckpointsAreKeptAndLeftoversOfAKilledProcessRemoved()
    {
        Directory.CreateDirectory(Checkpoints);
        File.WriteAllText(Path.Combine(Checkpoints, "step-000000001.safetensors.1234.tmp"), "half");
        CmaePretrainingOptions options = Options();
        options.Resume = true;
        Run(options);
        CollectionAssert.AreEqual(
            new[] { "step-000000015.safetensors", "step-000000016.safetensors" },
            Directory.GetFiles(Checkpoints).Select(Path.GetFileName).Order().ToArray());
    }

    [TestMethod]
    public void ADamagedCheckpointIsPassedOverWithAWarning()
    {
        CmaeEncoder undisturbed = Run(TinyPretraining.Options());
        RunUntil(5, Options());
        Damage(5);
        CmaePretrainingOptions options = Options();
        options.Resume = true;
        var warnings = new List<string>();
        var ml = new MLContext(seed: 1);
        ml.Log += (_, e) => warnings.Add(e.Message);
        EncoderAssert.AreIdentical(undisturbed, Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options));
        Assert.IsTrue(warnings.Exists(w =>
            w.Contains("step-000000005.safetensors", StringComparison.Ordinal) &&
            w.Contains("the one before it is tried", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(Damages))]
    public void WhateverIsWrongWithTheNewestCheckpointTheOneBeforeItIsTaken(Action<string> damage, string warning)
    {
        RunUntil(5, Options());
        damage(PathOf(5));
        CmaePretrainingOptions options = Options();
        options.Resume = true;
        long first = 0;
        options.StepCompleted = step =>
        {
            first = first == 0 ? step.Step : first;
            throw new OperationCanceledException(); // the rest of the run is not needed, and may find no room for its checkpoint
        };
        var messages = new List<string>();
        var ml = new MLContext(seed: 1);
        ml.Log += (_, e) => messages.Add(e.Message);
        Assert.Throws<OperationCanceledException>(() => Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options));
        Assert.IsTrue(
            messages.Exists(m => m.Contains("the one before it is tried", StringComparison.Ordinal) &&
                m.Contains(warning, StringComparison.Ordinal)),
            string.Join(Environment.NewLine, messages));
        Assert.AreEqual(5, first, "It goes on after step 4.");
    }

    [TestMethod]
    [DataRow(0, 4, 4, 1)]
    [DataRow(5, -1, 9, 1)]
    [DataRow(5, 1, 2, 1)]
    [DataRow(17, 4, 1, 1)]
    [DataRow(5, 1, 1, -1)]
    public void ProgressThatNoRunCanHaveIsDamage(int step, int epoch, int epochStep, int seconds)
    {
        RunUntil(5, Options());
        var elapsed = TimeSpan.FromSeconds(seconds);
        string progress = $$"""{"Step":{{step}},"Epoch":{{epoch}},"EpochStep":{{epochStep}},"Elapsed":"{{elapsed}}"}""";
        CheckpointEdit.Write(PathOf(5), PathOf(step), metadata => metadata["cmae.training.progress"] = progress, _ => { });
        if (step != 5)
            File.Delete(PathOf(5));
        CmaePretrainingOptions options = Options();
        (options.Resume, options.CheckpointsKept) = (true, 1);
        File.Delete(PathOf(4));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Run(options)).Message, $"says that the training stood at step {step}");
    }

    [TestMethod]
    public void ADamagedCheckpointOfAStepToComeDoesNotPushOutNewOnes()
    {
        RunUntil(5, Options());
        Damage(5);
        File.Move(PathOf(5), PathOf(9));
        CmaePretrainingOptions options = Options();
        (options.Resume, options.CheckpointsKept) = (true, 1);
        RunUntil(7, options);
        CollectionAssert.AreEqual(new[] { PathOf(7), PathOf(9) }, Directory.GetFiles(Checkpoints).Order(StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    public void WhereNoCheckpointCanBeReadNothingIsBegunAnew()
    {
        RunUntil(5, Options());
        Damage(4);
        Damage(5);
        byte[] metrics = File.ReadAllBytes(Path.Combine(_folder, "metrics.jsonl"));
        CmaePretrainingOptions options = Options();
        options.Resume = true;
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Run(options)).Message, "None of the training checkpoints can be used");
        CollectionAssert.AreEqual(metrics, File.ReadAllBytes(Path.Combine(_folder, "metrics.jsonl")));
    }

    [TestMethod]
    public void OtherOptionsAreRefusedOneByOne()
    {
        RunUntil(2, Options());
        CmaePretrainingOptions options = Options();
        (options.Resume, options.Temperature, options.BatchSize) = (true, 0.2, 5);
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Run(options)).Message;
        StringAssert.Contains(
            message,
            $"{Environment.NewLine}- BatchSize: 6 in the checkpoint, 5 now{Environment.NewLine}" +
            $"- Temperature: 0.07 in the checkpoint, 0.2 now{Environment.NewLine}");
    }

    [TestMethod]
    public void ARunDirectoryIsNeverOverwritten()
    {
        RunUntil(2, Options());
        StringAssert.Contains(
            Assert.ThrowsExactly<IOException>(() => Run(Options())).Message, "is not empty. Choose a new folder, or set Resume = true");
    }

    [TestMethod]
    public void AFinishedRunLeavesAPicture()
    {
        Run(Options());
        byte[] png = File.ReadAllBytes(Path.Combine(_folder, "reconstruction.png"));
        CollectionAssert.AreEqual(new byte[] { 0x89, 0x50, 0x4e, 0x47 }, png[..4]);
    }

    private void Damage(int step)
    {
        string path = PathOf(step);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1000]);
    }

    private static void FlipABit(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static void WriteNaN(string path) => CheckpointEdit.Write(path, path, _ => { }, values => values[0] = float.NaN);

    private static void BecomeAnotherStep(string path) =>
        File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, "step-000000009.safetensors"));

    private static void BecomeAFolder(string path)
    {
        File.Delete(path);
        Directory.CreateDirectory(path);
    }

    private static void BecomeADanglingLink(string path)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, path + ".gone");
    }

    private string PathOf(int step) => Path.Combine(Checkpoints, $"step-{step:d9}.safetensors");

    private void ResumesToTheSameBits(int stopAfter, Action<CmaePretrainingOptions> change)
    {
        CmaePretrainingOptions whole = TinyPretraining.Options(), interrupted = Options(), resumed = Options();
        foreach (CmaePretrainingOptions options in (CmaePretrainingOptions[])[whole, interrupted, resumed])
            change(options);
        CmaeEncoder undisturbed = Run(whole);
        RunUntil(stopAfter, interrupted);
        resumed.Resume = true;
        EncoderAssert.AreIdentical(undisturbed, Run(resumed));
    }

    private CmaePretrainingOptions Options()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.RunDirectory, options.CheckpointSteps) = (_folder, 1);
        return options;
    }

    private static CmaeEncoder Run(CmaePretrainingOptions options, int? contextSeed = 1)
    {
        var ml = new MLContext(contextSeed);
        return Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
    }

    private static void RunUntil(int stopAfter, CmaePretrainingOptions options, int? contextSeed = 1)
    {
        using var source = new CancellationTokenSource();
        options.CancellationToken = source.Token;
        options.OnCancellation = CmaeCancellationHandling.ReturnSoFar;
        options.StepCompleted = step =>
        {
            if (step.Step == stopAfter)
                source.Cancel();
        };
        Run(options, contextSeed);
    }
}
