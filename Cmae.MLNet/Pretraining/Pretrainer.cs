using Cmae.MLNet.Health;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Pretraining.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
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
    /// <param name="options">Read only.</param>
    /// <returns>The online encoder with its final norm.</returns>
    public static CmaeEncoder Run(IHostEnvironment environment, IDataView data, string imageColumn, CmaePretrainingOptions options)
    {
        PretrainingOptionsValidation.Validate(options);
        using RunDirectory? directory = options.RunDirectory is { } path ? new RunDirectory(path, options.Resume, options.CheckpointsKept) : null;
        using var host = new TrainingHost(environment, "Pretraining");
        torch.Device device = TrainingDevice.Resolve(options.Device);
        int seed = options.Seed ?? SeedOf(host, options.Resume ? directory!.Checkpoints : null);
        bool IsCanceled() => host.IsCanceled || options.CancellationToken.IsCancellationRequested;

        RowValues<string>? names = ImageLabels.Names(data.Schema, options.LabelColumnName);
        using ImageStore store = ImageStore.Open(data, imageColumn, StoreOptions(options, host, IsCanceled), names);
        var plan = new PretrainingPlan(options, store.Count, TrainingPrecision.Resolve(options.Precision, device));
        using var heap = new NativeHeap();
        using var trainer = new CmaeLearner(plan, seed, device);
        ImageLabels? labels = ImageLabels.Of(names, store);
        IReadOnlyDictionary<string, object> settings = ResumableSettings.Values(plan, seed, directory is null ? "" : store.Fingerprint);
        CheckpointWriter? checkpoints = directory is null ? null : new CheckpointWriter(directory.Checkpoints, options, trainer, ResumableSettings.Of(settings));
        TrainingProgress start = options.Resume ? checkpoints!.Resume(host.Warning) : default;
        using RunMetrics? metrics = directory is null ? null : new RunMetrics(directory, start.Step);

        var clock = new TrainingClock(plan.TotalSteps, options.TimeBudget, plan.StepsLeft);
        clock.Resume(start);
        HealthMonitor? health = Health(plan, trainer, store, labels, clock, metrics, seed, device);
        var log = new PretrainingLog(host, plan, clock, metrics);
        log.Start(new Preflight(plan, store, labels, trainer, device));
        var pictures = new RunPictures(trainer, store, seed);
        if (directory is not null)
        {
            OptionsFile.Write(directory.OptionsPath, settings, plan, device, labels?.Classes);
            pictures.DrawViews(directory.ViewsPath, Views(plan), ViewSeed(seed));
        }
        // The loader asks a few batches ahead of the training.
        IEnumerable<ViewBatchPlan> plans = plan.Batches(seed, start, step => plan.LearnsContrastAt(step, clock));
        using (PrefetchingLoader<ViewBatchPlan, ViewBatch> batches = ViewBatchLoader.Start(store, Views(plan), ViewSeed(seed), plan.BatchSize, plans, new PrefetchOptions()))
            new PretrainingLoop(plan, trainer, clock, log, checkpoints, health, IsCanceled).Run(start, batches);
        if (directory is not null)
            pictures.DrawReconstruction(directory.ReconstructionPath);
        return new CmaeEncoder(plan.Model.Encoder, ModuleWeights.Copy(trainer.Model.backbone));
    }

    private static ImageStoreOptions StoreOptions(CmaePretrainingOptions options, TrainingHost host, Func<bool> isCanceled) => new()
    {
        // Twice the training size keeps all the detail that a crop of a quarter of the area can show.
        MaxShortEdge = 2 * options.ImageSize,
        CacheBytes = options.CacheBytes,
        OnBadImage = options.OnBadImage,
        Warn = host.Warning,
        CancellationToken = options.CancellationToken,
        IsCanceled = isCanceled,
    };

    // A context without a seed has another one in every process: a run that goes on keeps its own.
    private static int SeedOf(TrainingHost host, CheckpointFolder? resumed) =>
        !host.HasSeed && resumed is not null && TrainingCheckpoint.SeedOf(resumed) is { } seed ? seed : host.Seed;

    private static ContrastiveViews Views(PretrainingPlan plan) =>
        new(new ContrastiveViewsOptions(plan.Model.Encoder.ImageSize, plan.PixelShift, plan.Options.MinimumCropArea, plan.Options.ColorAugmentation, plan.Options.PositivePair));

    private static int ViewSeed(int seed) => (int)RandomSource.Mix(seed, (long)RandomPurpose.Views);

    private static HealthMonitor? Health(
        PretrainingPlan plan, CmaeLearner trainer, ImageStore store, ImageLabels? labels, TrainingClock clock, RunMetrics? metrics, int seed, torch.Device device)
    {
        if (plan.Options.HealthSteps == 0)
            return null;
        HealthImages images = HealthImages.Choose(store, labels, Views(plan), plan.BatchSize, seed);
        var warnings = new HealthWarnings();
        foreach (MetricsLine line in metrics?.Measured ?? [])
            warnings.Recall(line.Step / clock.TotalSteps, line.Health!);
        int interval = plan.Options.HealthSteps ?? HealthSchedule.Interval(plan.ImagesPerStep, images.Pairs, images.Count);
        return new HealthMonitor(new HealthProbe(trainer.Model, images, seed, device), interval, step => plan.LearnsContrastAt(step, clock), warnings);
    }
}
