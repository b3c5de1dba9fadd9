using Cmae.MLNet.Encoders;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// ONNX Runtime sessions on a segmentation model: the network on any number of images at once, then, image by image, what is read off its
/// logits, because every image lies elsewhere in its square.
/// </summary>
/// <remarks>
/// Scores are laid out as <see cref="SegmentationScores"/> says. Thread-safe. The sessions' native memory is freed once nobody refers to them
/// any more.
/// </remarks>
internal sealed class SegmentationSession : IScoringSession
{
    private const string Map = "map", Probabilities = "probabilities";
    private static readonly RunOptions s_runOptions = new();

    private readonly InferenceSession _network, _reading;
    private readonly SegmentationScores _scores;
    private readonly string[] _outputs;

    /// <param name="weights">The model.</param>
    /// <param name="withProbabilities">Whether scores hold the probabilities of every place.</param>
    public SegmentationSession(SegmentationWeights weights, bool withProbabilities)
    {
        Side = weights.Encoder.ImageSize;
        _scores = new SegmentationScores(Side, weights.ClassCount, withProbabilities);
        var outputs = new SegmentationOutputs(Map, null, withProbabilities ? Probabilities : null);
        _outputs = outputs.Names;
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Idle threads sleep: the reader and other cursors need the cores.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _network = new InferenceSession(SegmentationGraph.Batched(weights).ToByteArray(), options);
        _reading = new InferenceSession(SegmentationGraph.LabelMap(weights, outputs).ToByteArray(), options);
    }

    public int Side { get; }

    public int PlanesLength => 4 * Side * Side;

    public int ScoreLength => _scores.Length;

    public StockResizer CreateResizer() => new LetterboxResizer(Side);

    public void Run(Memory<float> planes, Memory<float> scores, int count)
    {
        using OrtValue pixels = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, planes[..(count * PlanesLength)], [count, 4, Side, Side]);
        using IDisposableReadOnlyCollection<OrtValue> network = _network.Run(s_runOptions, ["pixels"], [pixels], ["logits"]);
        long[] shape = network[0].GetTensorTypeAndShape().Shape;
        float[] logits = network[0].GetTensorDataAsSpan<float>().ToArray();
        int length = logits.Length / count;
        for (int i = 0; i < count; i++)
        {
            var box = Letterbox.Find(planes.Span.Slice(i * PlanesLength, Side * Side), Side);
            Read(logits.AsMemory(i * length, length), [1, .. shape[1..]], box, scores.Span.Slice(i * ScoreLength, ScoreLength));
        }
    }

    private void Read(Memory<float> logits, long[] shape, Letterbox box, Span<float> scores)
    {
        float[] corners = [box.Top, box.Left, box.Top + box.Height, box.Left + box.Width];
        using OrtValue values = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, logits, shape);
        using OrtValue place = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, corners.AsMemory(), [4]);
        using IDisposableReadOnlyCollection<OrtValue> read = _reading.Run(s_runOptions, ["logits", "place"], [values, place], _outputs);
        _scores.Write(read[0].GetTensorDataAsSpan<byte>(), scores);
        if (read.Count > 1)
            read[1].GetTensorDataAsSpan<float>().CopyTo(_scores.Probabilities(scores));
    }
}
