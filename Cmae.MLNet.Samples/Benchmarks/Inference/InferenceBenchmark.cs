using Cmae.MLNet.Samples.Benchmarks.Measuring;
using Cmae.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.Inference;

/// <summary>Features of images in memory, by every way there is, in turn.</summary>
/// <remarks>Owns native memory and temporary files; dispose.</remarks>
internal sealed class InferenceBenchmark : IDisposable
{
    private const int SingleImages = 2;

    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cmae-bench-");
    private readonly InferenceSize _size;
    private readonly CmaeEncoder _encoder;
    private readonly BenchmarkImages _images;
    private readonly List<Way> _ways = [];
    private readonly List<IDisposable> _owned = [];

    private InferenceBenchmark(InferenceSize size)
    {
        _size = size;
        _encoder = size.CreateEncoder();
        _images = new BenchmarkImages(InferenceSize.BulkImages, _encoder.ImageSize);
        AddPlainPort();
        AddOnnxRuntime();
        AddTransformer("Transform, in batches", CmaeScoringEngine.OnnxRuntime, computesInFloat32: true);
        AddTransformer("Transform, libtorch bf16", CmaeScoringEngine.LibtorchBFloat16, computesInFloat32: false);
        AddSavedChain();
    }

    public static InferenceFigures Run(InferenceSize size, MeasuringPlan plan, CancellationToken cancellation)
    {
        using var benchmark = new InferenceBenchmark(size);
        return benchmark.Measure(plan, cancellation);
    }

    public void Dispose()
    {
        _owned.ForEach(owned => owned.Dispose());
        _folder.Delete(recursive: true);
    }

    private InferenceFigures Measure(MeasuringPlan plan, CancellationToken cancellation)
    {
        using var products = new MatrixProducts();
        IReadOnlyList<Timing> timings = Interleaved.Measure(
            [.. _ways.Select(way => new Contender(way.Name, () => way.Features())), .. products.Contenders], plan, cancellation);
        Peak peak = MatrixProducts.PeakOf([.. timings.Skip(_ways.Count)]);
        double gigaflop = Operations.OfFeatures(_encoder.Configuration);
        float[] expected = _ways[0].Features();
        return new InferenceFigures(_size.Name, gigaflop,
            [.. _ways.Zip(timings, (way, timing) =>
                new InferenceWay(Speed.Of(timing, way.Images, gigaflop, peak.Float32), Difference(way, expected)))],
            peak);
    }

    private FeatureDifference? Difference(Way way, float[] expected) => way.ComputesInFloat32
        ? null
        : FeatureDifference.Of(expected, way.Features()[..expected.Length], _encoder.Architecture.Width);

    private void AddPlainPort()
    {
        var plain = Own(new PlainFeatures(_encoder));
        foreach (int count in (int[])[InferenceSize.BatchSize, 1])
        {
            Tensor images = Own(Normalized(count));
            _ways.Add(new($"plain port in fp32, batch {count}", count, () => plain.Run(images)));
        }
    }

    private void AddOnnxRuntime()
    {
        float[] batch = _images.Planes(InferenceSize.BatchSize), single = _images.Planes(1);
        foreach (CmaeOnnxPrecision precision in Enum.GetValues<CmaeOnnxPrecision>())
        {
            string file = Path.Combine(_folder.FullName, $"{precision}.onnx"), name = $"exported .onnx, {precision}, batch";
            _encoder.ExportOnnx(file, precision: precision);
            var model = Own(new OnnxModel(file));
            bool isFloat32 = precision == CmaeOnnxPrecision.Float32;
            _ways.Add(new(
                $"{name} {InferenceSize.BatchSize}", InferenceSize.BatchSize, () => model.Run(batch, InferenceSize.BatchSize), isFloat32));
            if (isFloat32)
                _ways.Add(new(
                    $"{name} 1",
                    SingleImages,
                    () => [.. Enumerable.Repeat(single, SingleImages).SelectMany(planes => model.Run(planes, 1))]));
        }
    }

    private void AddTransformer(string name, CmaeScoringEngine engine, bool computesInFloat32)
    {
        ITransformer transformer = Fit(engine);
        _ways.Add(new(name, InferenceSize.BulkImages, () => Read(transformer, InferenceSize.BulkImages), computesInFloat32));
    }

    private void AddSavedChain()
    {
        string file = Path.Combine(_folder.FullName, "model.zip");
        _ml.Model.Save(Fit(CmaeScoringEngine.OnnxRuntime), inputSchema: null, file); // a schema of images alone cannot be saved
        ITransformer model = _ml.Model.Load(file, out _);
        Own((IDisposable)model);
        _ways.Add(new("saved .zip, image by image", InferenceSize.BatchSize, () => Read(model, InferenceSize.BatchSize)));
    }

    private ITransformer Fit(CmaeScoringEngine engine) => _ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
    {
        InputColumnName = "Image",
        Encoder = _encoder,
        Engine = engine,
        ScoringBatchSize = InferenceSize.BatchSize,
    }).Fit(_images.View(_ml));

    private float[] Read(ITransformer transformer, int count) =>
        [.. transformer.Transform(_ml.Data.TakeRows(_images.View(_ml), count)).GetColumn<float[]>("Features")
            .SelectMany(features => features)];

    private Tensor Normalized(int count) =>
        PixelTensor.FromPixels(_images.Interleaved(count), count, _encoder.ImageSize, _encoder.Preprocessing, CPU).DetachFromDisposeScope();

    private T Own<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    /// <summary>A way to compute features.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Images">Images of a run.</param>
    /// <param name="Features">A run: the features, one image after the other.</param>
    /// <param name="ComputesInFloat32">Whether they are those of the plain port except for the order of sums.</param>
    private sealed record Way(string Name, int Images, Func<float[]> Features, bool ComputesInFloat32 = true);
}
