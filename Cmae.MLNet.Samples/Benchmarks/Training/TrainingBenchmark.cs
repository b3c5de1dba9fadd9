using Cmae.MLNet.Runtime;
using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Samples.Benchmarks.PlainPort;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.Training;

/// <summary>Training steps of the plain port and of this library, and the products of the latter alone, in turn.</summary>
internal static class TrainingBenchmark
{
    public static TrainingFigures Run(TrainingSize size, MeasuringPlan plan, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        CmaePretrainingOptions options = size.CreateOptions();
        using var library = new LibraryStep(options);
        using var plain = new PlainStep(library.Model);
        using var productsAlone = new StepProducts(library.Model.Configuration, options.BatchSize);
        using var largeProducts = new MatrixProducts();
        ScalarType? computeType = library.Model.Configuration.ComputeType;
        string precision = TrainingPrecision.Describe(computeType);
        Tensor online = Images(library, library.Batch.Online), target = Images(library, library.Batch.Target);
        Tensor noise = library.MaskNoise();

        Contender[] contenders =
        [
            new("plain port, fp32", () => plain.Run(online, target, noise)),
            // As in Fit. It is part of what the library does about speed, so the plain port runs without it.
            new($"Cmae.MLNet, {precision}", library.Run, During: () => new NativeHeap()),
            new("its matrix products alone", productsAlone.Run, During: () => new NativeHeap()),
            .. largeProducts.Contenders,
        ];
        IReadOnlyList<Timing> timings = Interleaved.Measure(contenders, plan, cancellation);

        Peak peak = MatrixProducts.PeakOf([.. timings.Skip(3)]);
        double gigaflop = Operations.OfTrainingStep(library.Model.Configuration);
        return new TrainingFigures(
            size.Name, options.BatchSize, gigaflop, precision,
            Speed.Of(timings[0], options.BatchSize, gigaflop, peak.Float32),
            Speed.Of(timings[1], options.BatchSize, gigaflop, peak.Of(computeType)),
            Speed.Of(timings[2], options.BatchSize, gigaflop, peak.Of(computeType)),
            timings[0].Median / timings[1].Median, peak);
    }

    private static Tensor Images(LibraryStep step, byte[] pixels)
    {
        CmaeEncoderConfiguration encoder = step.Model.Configuration.Encoder;
        return PixelTensor.FromPixels(pixels, step.Batch.Count, encoder.ImageSize, encoder.Preprocessing, CPU);
    }
}
