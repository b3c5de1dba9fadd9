using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// An ONNX Runtime session on an encoder's or a classifier's graph: planes of pixels in, features or probabilities out, any number of images at
/// once.
/// </summary>
/// <remarks>Thread-safe. The session's native memory is freed once nobody refers to it any more.</remarks>
internal sealed class ScoringSession : IScoringSession
{
    private static readonly RunOptions s_runOptions = new();
    private readonly InferenceSession _session;
    private readonly string _output;

    /// <summary>A session that computes an encoder's features.</summary>
    public ScoringSession(CmaeEncoder encoder, CmaeFeatureKind kind)
        : this(EncoderGraph.Batched(encoder, kind), encoder, "features", encoder.Configuration.FeatureLength(kind))
    {
    }

    /// <summary>A session that computes a classifier's probabilities.</summary>
    public ScoringSession(ClassifierWeights classifier, bool flip)
        : this(ClassifierGraph.Batched(classifier, flip), classifier.Encoder, "probabilities", classifier.ClassCount)
    {
    }

    private ScoringSession(ModelProto graph, CmaeEncoder encoder, string output, int length)
    {
        (Side, _output, ScoreLength) = (encoder.Preprocessing.ResizeSize, output, length);
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            // The graph holds all weights: ONNX Runtime would warn of each that the kind of features does not use.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Idle threads sleep: the reader and other cursors need the cores.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(graph.ToByteArray(), options);
    }

    public int Side { get; }

    public int ScoreLength { get; }

    public void Run(Memory<float> planes, Memory<float> scores, int count)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, planes[..(count * 3 * Side * Side)], [count, 3, Side, Side]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(s_runOptions, ["image"], [input], [_output]);
        outputs[0].GetTensorDataAsSpan<float>().CopyTo(scores.Span);
    }
}
