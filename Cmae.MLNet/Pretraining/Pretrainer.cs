using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Pretraining;

/// <summary>CMAE pre-training from an image column to an encoder.</summary>
internal static class Pretrainer
{
    private const int PicturedImages = 8;

    /// <summary>Pre-trains on every image of a column.</summary>
    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="data">The images.</param>
    /// <param name="imageColumn">A column of MLImage, of paths, or of encoded bytes.</param>
    /// <param name="options">Read only.</param>
    /// <returns>The online encoder with its final norm.</returns>
    public static CmaeEncoder Run(IHostEnvironment environment, IDataView data, string imageColumn, CmaePretrainingOptions options)
    {
        PretrainingOptionsValidation.Validate(options);
        RunDirectory? directory = options.RunDirectory is { } path ? new RunDirectory(path, options.Resume, options.CheckpointsKept) : null;
        using var host = new TrainingHost(environment, "Pretraining");
        torch.Device device = TrainingDevice.Resolve(options.Device);
        int seed = options.Seed ?? host.Seed;
        bool IsCanceled() => host.IsCanceled || options.CancellationToken.IsCancellationRequested;

        using ImageStore store = OpenStore(data, imageColumn, options, host);
        var plan = new PretrainingPlan(options, store.Count, TrainingPrecision.Resolve(options.Precision, device));
        using var heap = new NativeHeap();
        using var trainer = new CmaeTrainer(plan, seed, device);
        CheckpointWriter? checkpoints = directory is null ? null : new CheckpointWriter(directory.Checkpoints, options, trainer, ResumableSettings.Of(plan, seed, store.Fingerprint));
        TrainingProgress start = options.Resume ? checkpoints!.Resume(host.Warning) : default;

        var clock = new TrainingClock(plan.TotalSteps, options.TimeBudget);
        clock.Resume(start);
        var log = new PretrainingLog(host, plan, clock);
        log.Start(device, store.Skipped.Count, trainer.Optimizer.Moments.Sum(moment => moment.State.exp_avg.numel()));
        using (PrefetchingLoader<BatchPlan, ViewBatch> batches = ViewBatchLoader.Start(store, Views(plan), ViewSeed(seed), plan.BatchSize, plan.Batches(seed, start), new PrefetchOptions()))
            new PretrainingLoop(plan, trainer, clock, log, checkpoints, IsCanceled).Run(start, batches);
        if (directory is not null)
            DrawReconstruction(directory.ReconstructionPath, trainer, store, seed);
        return new CmaeEncoder(plan.Model.Encoder, ModuleWeights.Copy(trainer.Model.backbone));
    }

    private static ImageStore OpenStore(IDataView data, string column, CmaePretrainingOptions options, TrainingHost host) => ImageStore.Open(data, column, new ImageStoreOptions
    {
        // Twice the training size keeps all the detail that a crop of a quarter of the area can show.
        MaxShortEdge = 2 * options.ImageSize,
        CacheBytes = options.CacheBytes,
        OnBadImage = options.OnBadImage,
        Warn = host.Warning,
        CancellationToken = options.CancellationToken,
    });

    private static ContrastiveViews Views(PretrainingPlan plan) =>
        new(new ContrastiveViewsOptions(plan.Model.Encoder.ImageSize, plan.PixelShift, plan.Options.MinimumCropArea, plan.Options.ColorAugmentation, plan.Options.PositivePair));

    private static int ViewSeed(int seed) => (int)RandomSource.Mix(seed, (long)RandomPurpose.Views);

    private static void DrawReconstruction(string path, CmaeTrainer trainer, ImageStore store, int seed)
    {
        int side = trainer.Model.Configuration.Encoder.ImageSize;
        int count = Math.Min(PicturedImages, store.Count);
        PixelImage[] images = [.. Enumerable.Range(0, count).Select(i => CentreSquare(store.Get((int)((long)i * store.Count / count)), side))];
        using torch.Tensor noise = trainer.MaskNoise(images.Length, RandomSource.Stream(seed, (long)RandomPurpose.Picture));
        ImageGrid.WritePng(path, Reconstruction.Draw(trainer.Model, images, noise));
    }

    private static PixelImage CentreSquare(PixelImage image, int side)
    {
        var square = new PixelImage(side, side);
        EvaluationTransform.Apply(image, side, side, square.Pixels);
        return square;
    }
}
