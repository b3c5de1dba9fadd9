using Cmae.MLNet.Modeling;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Featurization;

/// <summary>An encoder in libtorch, with matrix products in bf16 and everything else in fp32.</summary>
/// <remarks>
/// Thread-safe: nothing is written to after construction. The native memory is freed when nothing refers to the session any longer.
/// </remarks>
internal sealed class LibtorchSession : IScoringSession
{
    private readonly Device _device;
    private readonly VisionTransformer _encoder;
    private readonly Tensor _mean, _standardDeviation;
    private readonly CmaeFeatureKind _kind;

    /// <exception cref="CmaeLibtorchLoadException">libtorch is missing or cannot be loaded.</exception>
    public LibtorchSession(CmaeEncoder encoder, CmaeFeatureKind kind)
    {
        _device = TrainingDevice.Resolve(CmaeDevice.Auto);
        _kind = kind;
        using DisposeScope scope = NewDisposeScope();
        _encoder = new VisionTransformer(encoder.Configuration, ScalarType.BFloat16);
        ModuleWeights.Load(_encoder, encoder.Weights);
        foreach (MixedLinear linear in _encoder.modules().OfType<MixedLinear>())
            linear.to(ScalarType.BFloat16); // once, instead of at every product
        _encoder.to(_device);
        _encoder.eval();
        _mean = PixelTensor.Planes(encoder.Preprocessing.Mean, _device).DetachFromDisposeScope();
        _standardDeviation = PixelTensor.Planes(encoder.Preprocessing.StandardDeviation, _device).DetachFromDisposeScope();
    }

    public int Side => _encoder.Configuration.Preprocessing.ResizeSize;

    public int ScoreLength => _encoder.Configuration.FeatureLength(_kind);

    public IDisposable? PrepareForManyRuns() => new NativeHeap();

    /// <exception cref="InsufficientMemoryException">There is not enough memory for so many images at once.</exception>
    public void Run(Memory<float> planes, Memory<float> scores, int count) =>
        LibtorchMemory.Guard("Scoring with libtorch", MemoryRemedies.Scoring, () => Compute(planes, scores, count));

    private int Compute(Memory<float> planes, Memory<float> scores, int count)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor images = Preprocess(tensor(planes[..(count * 3 * Side * Side)], [count, 3, Side, Side]).to(_device));
        Tensor features = FeaturePooling.Pool(_encoder, _encoder.forward_features(images), _kind);
        features.cpu().contiguous().data<float>().CopyTo(scores.Span);
        return count;
    }

    // Center crop, channel order, normalization: (N, 3, R, R) to (N, 3, S, S)
    private Tensor Preprocess(Tensor images)
    {
        int border = Side - _encoder.Configuration.ImageSize;
        int start = (int)Math.Round(border / 2.0, MidpointRounding.ToEven);
        Tensor square = images.narrow(2, start, Side - border).narrow(3, start, Side - border);
        Tensor ordered = _encoder.Configuration.Preprocessing.ChannelOrder == CmaeChannelOrder.Bgr ? square.flip(1) : square;
        return (ordered - _mean) / _standardDeviation;
    }
}
