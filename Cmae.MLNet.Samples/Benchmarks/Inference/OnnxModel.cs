using Microsoft.ML.OnnxRuntime;

namespace Cmae.MLNet.Samples.Benchmarks.Inference;

/// <summary>An exported model in ONNX Runtime with its defaults, as an application without ML.NET runs it.</summary>
internal sealed class OnnxModel(string file) : IDisposable
{
    private readonly RunOptions _options = new();
    private readonly InferenceSession _session = new(file);

    /// <summary>The features of images, one after the other.</summary>
    /// <param name="planes">count × 3 × side × side values.</param>
    /// <param name="count">Number of images.</param>
    public float[] Run(float[] planes, int count)
    {
        long side = (long)Math.Sqrt(planes.Length / (3 * count));
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(planes, [count, 3, side, side]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, ["image"], [input], ["features"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
