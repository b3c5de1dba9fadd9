using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Samples.Benchmarks.Training;

/// <summary>This library's step from 8-bit pixels to new weights, as <c>Fit</c> makes it, on a batch that is there already.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class LibraryStep : IDisposable
{
    private const double LearningRate = 1e-4, Momentum = 0.996;
    private const int Seed = 1;

    private readonly PretrainingPlan _plan;
    private readonly CmaeLearner _trainer;
    private long _step;

    public LibraryStep(CmaePretrainingOptions options)
    {
        _plan = new PretrainingPlan(options, options.BatchSize, TrainingPrecision.Resolve(options.Precision, torch.CPU));
        _trainer = new CmaeLearner(_plan, Seed, torch.CPU);
        Batch = RandomBatch(options.BatchSize, 3 * options.ImageSize * options.ImageSize);
    }

    public CmaeModel Model => _trainer.Model;

    /// <summary>Noise: what a step costs does not depend on what is seen.</summary>
    public ViewBatch Batch { get; }

    public void Run()
    {
        _trainer.Accumulate(Batch, _step++);
        _trainer.Step(LearningRate, Momentum);
    }

    /// <summary>Noise that masks are made of, (N, blocks).</summary>
    public torch.Tensor MaskNoise() => _trainer.MaskNoise(Batch.Count, new Random(Seed));

    public void Dispose() => _trainer.Dispose();

    private static ViewBatch RandomBatch(int count, int viewLength)
    {
        var batch = new ViewBatch(count, viewLength) { Plan = new ViewBatchPlan(0, [.. Enumerable.Range(0, count)], HasTarget: true) };
        var random = new Random(Seed);
        random.NextBytes(batch.Online);
        random.NextBytes(batch.Target);
        return batch;
    }
}
