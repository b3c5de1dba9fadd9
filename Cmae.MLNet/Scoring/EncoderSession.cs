using Cmae.MLNet.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace Cmae.MLNet.Scoring;

/// <summary>An ONNX Runtime session on an encoder's graph: planes of pixels in, features out, any number of images at once.</summary>
/// <remarks>Thread-safe. The session's native memory is given back when nobody refers to it any more.</remarks>
internal sealed class EncoderSession
{
    private static readonly RunOptions s_runOptions = new();
    private readonly InferenceSession _session;

    public EncoderSession(CmaeEncoder encoder, CmaeFeatureKind kind)
    {
        Side = encoder.Preprocessing.ResizeSize;
        FeatureLength = encoder.Configuration.FeatureLength(kind);
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0"); // idle threads sleep: the reader and other cursors need the cores
        _session = new InferenceSession(EncoderGraph.Batched(encoder, kind).ToByteArray(), options);
    }

    /// <summary>Side of the square images that go in.</summary>
    public int Side { get; }

    /// <summary>Values of one image that go in.</summary>
    public int PlanesLength => 3 * Side * Side;

    /// <summary>Values of one image that come out.</summary>
    public int FeatureLength { get; }

    /// <summary>Computes the features of the first <paramref name="count"/> images.</summary>
    /// <param name="planes">count · <see cref="PlanesLength"/> values or more.</param>
    /// <param name="features">Takes count · <see cref="FeatureLength"/> values.</param>
    /// <param name="count">Number of images, at least 1.</param>
    public void Run(Memory<float> planes, Memory<float> features, int count)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, planes[..(count * PlanesLength)], [count, 3, Side, Side]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(s_runOptions, ["image"], [input], ["features"]);
        outputs[0].GetTensorDataAsSpan<float>().CopyTo(features.Span);
    }
}
