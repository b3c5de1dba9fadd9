using Cmae.MLNet.Samples.Benchmarks.ImagePipeline;
using Cmae.MLNet.Samples.Benchmarks.Inference;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Benchmarks.Scaling;
using Cmae.MLNet.Samples.Benchmarks.StartUp;
using Cmae.MLNet.Samples.Benchmarks.Training;

namespace Cmae.MLNet.Samples.Benchmarks;

/// <summary>
/// The figures of a benchmark; its properties in camel case are the keys of the JSON file. Parts that were not measured are null.
/// </summary>
/// <param name="Machine">What they were measured on.</param>
/// <param name="Plan">How often everything was measured.</param>
/// <param name="Training">Training steps.</param>
/// <param name="Inference">Features.</param>
/// <param name="Pipeline">Preparation of training images.</param>
/// <param name="Startup">Fresh processes.</param>
/// <param name="Scaling">Training steps as they grow.</param>
/// <param name="Seconds">Duration of everything.</param>
internal sealed record BenchmarkReport(
    Machine Machine,
    MeasuringPlan Plan,
    IReadOnlyList<TrainingFigures>? Training,
    IReadOnlyList<InferenceFigures>? Inference,
    IReadOnlyList<PipelineFigures>? Pipeline,
    IReadOnlyList<StartUpFigures>? Startup,
    IReadOnlyList<ScalingFigures>? Scaling,
    double Seconds);
