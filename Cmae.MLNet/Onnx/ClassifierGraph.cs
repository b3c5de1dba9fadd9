using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>
/// A fine-tuned classifier as an ONNX graph, from pixels on the 0..255 scale to logits and probabilities. The weights of encoder and head
/// are stored as in <see cref="EncoderGraph"/>, and <see cref="ClassifierGraphReader"/> reads them back bit-exact.
/// </summary>
/// <remarks>Notation in shapes: N images, R side after resizing, D width, K classes.</remarks>
internal static class ClassifierGraph
{
    /// <summary>The metadata key of the temperature; its presence means that the graph holds a classifier.</summary>
    public const string TemperatureKey = "cmae.temperature";

    /// <summary>The metadata key of the names of the classes, a JSON array; absent if they are not known.</summary>
    public const string ClassesKey = "cmae.classes";

    /// <summary>
    /// A graph for any number of images: "image" [N, 3, R, R] to "logits" [N, K] and "probabilities" [N, K], the softmax of logits / temperature.
    /// </summary>
    /// <param name="classifier">The weights.</param>
    /// <param name="flip">Whether the features are averaged over the image and its mirror image.</param>
    /// <param name="classes">The names of the classes in the head's order; null if they are not known.</param>
    public static ModelProto Batched(ClassifierWeights classifier, bool flip, IReadOnlyList<string>? classes = null)
    {
        var graph = new EncoderGraph(classifier.Encoder);
        GraphBuilder builder = graph.Builder;
        string logits = Logits(graph, graph.Image("image", "N"), classifier, flip);
        string scaled = builder.Node("Div", [logits, builder.Floats("/temperature", [], [classifier.Temperature])]);
        builder.Output(logits, "logits", "N", classifier.ClassCount);
        builder.Output(builder.Node("Softmax", [scaled], GraphBuilder.Integer("axis", -1)), "probabilities", "N", classifier.ClassCount);
        return Build(graph, classifier, classes);
    }

    /// <summary>A graph for one image: [1, 3, R, R] to a vector [K], a map of its logits.</summary>
    /// <param name="classifier">The weights.</param>
    /// <param name="flip">Whether the features are averaged over the image and its mirror image.</param>
    /// <param name="map">Applied to the logits.</param>
    /// <param name="inputName">Name of the input.</param>
    /// <param name="outputName">Name of the output.</param>
    /// <param name="classes">The names of the classes in the head's order; null if they are not known.</param>
    public static ModelProto SingleImage(
        ClassifierWeights classifier, bool flip, LogitMap map, string inputName, string outputName, IReadOnlyList<string>? classes)
    {
        var graph = new EncoderGraph(classifier.Encoder);
        GraphBuilder builder = graph.Builder;
        long count = classifier.ClassCount;
        string logits = Logits(graph, graph.Image(inputName, 1), classifier, flip);
        string weight = builder.Floats("/map.weight", [count, count], map.Matrix);
        string bias = builder.Floats("/map.bias", [count], map.Offset);
        string mapped = builder.Linear(logits, weight, bias);
        builder.Output(builder.Reshape(mapped, count), outputName, count);
        return Build(graph, classifier, classes);
    }

    private static string Logits(EncoderGraph graph, string image, ClassifierWeights classifier, bool flip)
    {
        // The head is linear, so the mean of the features gives the mean of the logits.
        string features = flip
            ? graph.MirrorAveragedFeatures(image, classifier.FeatureKind)
            : graph.Features(image, classifier.FeatureKind);
        return graph.Builder.Linear(
            features,
            graph.Builder.Weight(ClassifierWeights.HeadWeightName, classifier.HeadWeight),
            graph.Builder.Weight(ClassifierWeights.HeadBiasName, classifier.HeadBias));
    }

    private static ModelProto Build(EncoderGraph graph, ClassifierWeights classifier, IReadOnlyList<string>? classes)
    {
        string temperature = classifier.Temperature.ToString("R", CultureInfo.InvariantCulture);
        List<KeyValuePair<string, string>> metadata = [new(TemperatureKey, temperature)];
        if (classes is not null)
            metadata.Add(new(ClassesKey, JsonSerializer.Serialize(classes)));
        return graph.Build(classifier.FeatureKind, metadata);
    }
}
