using Cmae.MLNet.Samples.Benchmarks.PlainPort;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.Inference;

/// <summary>Features by the plain port's encoder, in fp32.</summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class PlainFeatures : IDisposable
{
    private readonly PlainEncoder _encoder;

    /// <exception cref="ArgumentException">The encoder has another final norm than pre-training gives it.</exception>
    public PlainFeatures(CmaeEncoder encoder)
    {
        if (encoder.Configuration.OutputNorm != CmaeOutputNorm.BeforePooling)
            throw new ArgumentException(
                $"The encoder's last norm is {encoder.Configuration.OutputNorm}; the benchmark takes pre-trained encoders, where it "
                    + "is BeforePooling.", nameof(encoder));
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _encoder = new PlainEncoder(encoder.Configuration, hasFinalNorm: true);
        _encoder.eval();
        foreach ((string name, Tensor weight) in _encoder.state_dict())
            weight.copy_(tensor(encoder.Weights[name].Values.ToArray(), encoder.Weights[name].Shape.ToArray()));
    }

    /// <param name="images">(N, 3, S, S), normalized</param>
    /// <returns>N · D values</returns>
    public float[] Run(Tensor images)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return PlainEncoder.MeanOfPatches(_encoder.Encode(images, mask: null)).data<float>().ToArray();
    }

    public void Dispose() => _encoder.Dispose();
}
