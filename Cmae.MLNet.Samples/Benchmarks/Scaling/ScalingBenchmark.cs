using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Benchmarks.Training;

namespace Cmae.MLNet.Samples.Benchmarks.Scaling;

/// <summary>Time and memory of a training step as it grows.</summary>
internal static class ScalingBenchmark
{
    public static IReadOnlyList<ScalingFigures> Run(ScalingSeries series, MeasuringPlan plan, CancellationToken cancellation)
    {
        double?[] megabytes =
            [.. series.Values.Select(value => series == ScalingSeries.Batch ? Megabytes(series.CreateOptions(value)) : null)];
        LibraryStep[] steps = [.. series.Values.Select(value => new LibraryStep(series.CreateOptions(value)))];
        try
        {
            IReadOnlyList<Timing> timings = Interleaved.Measure(
                [.. steps.Select((step, i) =>
                    new Contender($"{series.Name} {series.Values[i]}", step.Run, During: () => new NativeHeap()))],
                plan,
                cancellation);
            return [.. series.Values.Select(
                (value, i) => new ScalingFigures(series.Name, value, Gigaflop(series.CreateOptions(value)), timings[i], megabytes[i]))];
        }
        finally
        {
            Array.ForEach(steps, step => step.Dispose());
        }
    }

    private static double Gigaflop(CmaePretrainingOptions options) =>
        options.BatchSize * Operations.OfTrainingStep(PretrainingPlan.CreateModel(options));

    private static double? Megabytes(CmaePretrainingOptions options)
    {
        using var step = new LibraryStep(options);
        step.Run(); // makes everything that stays: gradients, moments, libtorch's own buffers
        new NativeHeap().Dispose(); // gives back what was freed: kept by the C library, it would count as there before
        return PeakMemory.Measure(step.Run) / 1e6;
    }
}
