using System.Diagnostics;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Samples.Benchmarks.ImagePipeline;
using Cmae.MLNet.Samples.Benchmarks.Inference;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Benchmarks.Scaling;
using Cmae.MLNet.Samples.Benchmarks.StartUp;
using Cmae.MLNet.Samples.Benchmarks.Training;

namespace Cmae.MLNet.Samples.Benchmarks;

/// <summary>Measures the parts asked for, one after the other, and writes each one's table when it is there.</summary>
/// <param name="parts">What to measure.</param>
/// <param name="encoders">Encoders whose features are measured.</param>
/// <param name="plan">How often.</param>
/// <param name="output">Takes the tables, in Markdown.</param>
/// <param name="cancellation">Looked at before every run.</param>
internal sealed class Benchmark(
    IReadOnlySet<BenchmarkPart> parts, IReadOnlyList<InferenceSize> encoders, MeasuringPlan plan, TextWriter output,
    CancellationToken cancellation)
{
    public BenchmarkReport Run()
    {
        long start = Stopwatch.GetTimestamp();
        Libtorch.EnsureLoaded();
        Machine machine = Machine.Here();
        output.WriteLine($"Measured on {machine}. {plan.Rounds} rounds of {plan.RunsPerRound} timed runs each.\n");
        return new BenchmarkReport(
            machine, plan,
            Measure(BenchmarkPart.Training, "Training", TrainingFigures.Text, Training()),
            Measure(BenchmarkPart.Inference, "Features", InferenceFigures.Text, Inference()),
            Measure(BenchmarkPart.Pipeline, "Images for training", PipelineFigures.Text, Pipeline()),
            Measure(BenchmarkPart.Startup, "Starting", StartUpFigures.Text, StartUpBenchmark.Run(plan, cancellation)),
            Measure(BenchmarkPart.Scaling, "As a step grows", ScalingFigures.Text, Scaling()),
            Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private IEnumerable<TrainingFigures> Training() =>
        Each(TrainingSize.All, size => size.Name, size => TrainingBenchmark.Run(size, plan, cancellation));

    private IEnumerable<InferenceFigures> Inference() =>
        Each(encoders, size => size.Name, size => InferenceBenchmark.Run(size, plan, cancellation));

    private IEnumerable<PipelineFigures> Pipeline() => Each(
        PipelineBenchmark.Sizes, size => $"views of {size.ImageSize} px", size =>
            PipelineBenchmark.Run(size.ImageSize, size.SourceSize, plan, cancellation));

    private IEnumerable<ScalingFigures> Scaling() => Each(
        ScalingSeries.All, series => $"growing {series.Name}", series => ScalingBenchmark.Run(series, plan, cancellation))
            .SelectMany(steps => steps);

    // Says what takes the time before it does.
    private IEnumerable<TFigures> Each<TItem, TFigures>(IEnumerable<TItem> items, Func<TItem, string> name, Func<TItem, TFigures> measure)
    {
        foreach (TItem item in items)
        {
            output.WriteLine($"Measuring: {name(item)}");
            output.Flush();
            yield return measure(item);
        }
    }

    /// <param name="part">What is measured.</param>
    /// <param name="title">Heading of its table.</param>
    /// <param name="text">Makes the table.</param>
    /// <param name="measurements">Measures when it is enumerated.</param>
    private IReadOnlyList<T>? Measure<T>(BenchmarkPart part, string title, Func<IReadOnlyList<T>, string> text, IEnumerable<T> measurements)
    {
        if (!parts.Contains(part))
            return null;
        IReadOnlyList<T> figures = [.. measurements];
        output.WriteLine($"\n### {title}\n\n{text(figures)}");
        output.Flush();
        return figures;
    }
}
