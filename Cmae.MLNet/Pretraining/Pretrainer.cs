using Cmae.MLNet.Health;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Pretraining.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Pretraining;

/// <summary>CMAE pre-training from an image column to an encoder.</summary>
internal static class Pretrainer
{
    /// <summary>Pre-trains on every image of a column.</summary>
    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="data">The images.</param>
    /// <param name="imageColumn">A column of MLImage, of paths, or of encoded bytes.</param>
    /// <param name="options">Valid ones; read only.</param>
    /// <returns>The online encoder with its final norm.</returns>
    public static CmaeEncoder Run(IHostEnvironment environment, IDataView data, string imageColumn, CmaePretrainingOptions options)
    {
        using IRunRecorder recorder = RunRecorder.Open(options);
        using var host = new TrainingHost(environment, "Pretraining", options.CancellationToken);
        torch.Device device = TrainingDevice.Resolve(options.Device);
        // A context without a seed has another one in every process: a run that is resumed keeps its own.
        int seed = options.Seed ?? (host.HasSeed ? null : recorder.Seed) ?? host.Seed;

        RowValues<string>? names = ImageLabels.Names(data.Schema, options.LabelColumnName);
        using ImageStore store = ImageStore.Open(data, imageColumn, StoreOptions(options, host), names);
        var plan = new PretrainingPlan(options, store.Count, TrainingPrecision.Resolve(options.Precision, device));
        using var heap = new NativeHeap();
        using var trainer = new CmaeLearner(plan, seed, device);
        var run = new PretrainingRun(plan, trainer, store, ImageLabels.Of(names, store), seed, device);
        RunPosition start = recorder.Begin(run, host.Warning);

        var clock = new TrainingClock(plan.TotalSteps, options.TimeBudget, plan.StepsLeft);
        clock.Resume(start);
        var log = new PretrainingLog(host, plan, clock, recorder);
        log.Start(new Preflight(run), start);
        RunHealth? runHealth = RunHealth.Prepare(run);
        HealthMonitor? health = runHealth?.Monitor(clock, recorder.Measured);
        if (runHealth?.BeforeFirstStep(start.Progress) is { } initialHealth)
            log.MeasuredBefore(initialHealth);
        clock.Restart(); // a time budget is planned with the speed of training alone
        // The loader asks a few batches ahead of the training.
        IEnumerable<ViewBatchPlan> plans = plan.Batches(seed, start.Progress, step => plan.LearnsContrastAt(step, clock));
        using (var batches = ViewBatchLoader.Start(store, run.Views, run.ViewSeed, plan.BatchSize, plans, new PrefetchOptions()))
            new PretrainingLoop(plan, trainer, clock, log, recorder, health, host.Cancellation).Run(start.Progress, batches);
        recorder.End();
        return new CmaeEncoder(plan.Model.Encoder, ModuleWeights.Copy(trainer.Model.backbone));
    }

    private static ImageStoreOptions StoreOptions(CmaePretrainingOptions options, TrainingHost host) => new()
    {
        // Twice the training size keeps all the detail that a crop of a quarter of the area can show.
        MaxShortEdge = 2 * options.ImageSize,
        Decoder = ImageDecoder.Upright with { Limits = options.ImageLimits },
        CacheBytes = options.CacheBytes,
        OnBadImage = options.OnBadImage,
        Warn = host.Warning,
        Cancellation = host.Cancellation,
    };
}
