using System.Text.Json;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>
/// A segmentation model as ONNX graphs. The weights of encoder and head are stored under their names, as in <see cref="EncoderGraph"/>.
/// </summary>
/// <remarks>Notation in shapes: N images, S image side, K classes, g side of the head's grid.</remarks>
internal static class SegmentationGraph
{
    /// <summary>The metadata key of the kind of head; its presence means that the graph holds a segmentation model.</summary>
    public const string HeadKey = "cmae.segmentation";

    /// <summary>The metadata key of the names of the classes, a JSON array; absent if they are not known.</summary>
    public const string ClassesKey = "cmae.classes";

    /// <summary>The metadata key of the colors of the classes, a JSON array of numbers 0xRRGGBB.</summary>
    public const string ColorsKey = "cmae.colors";

    /// <summary>For any number of images: planes R,G,B "image" [N, 3, S, S] to "logits" [N, K, g, g] and "classes" [N, S, S], bytes.</summary>
    public static ModelProto Export(SegmentationWeights weights, SegmentationLegend legend)
    {
        var graph = new EncoderGraph(weights.Encoder);
        GraphBuilder builder = graph.Builder;
        (int side, int grid) = (weights.Encoder.ImageSize, SegmentationHeadGraph.GridOf(weights));
        string logits = Logits(graph, graph.Image("image", "N"), weights);
        builder.Output(logits, "logits", "N", weights.ClassCount, grid, grid);
        string seen = grid == side ? logits : MapGraph.Enlarge(builder, logits, side / grid);
        string classes = builder.Node("ArgMax", [seen], GraphBuilder.Integer("axis", 1), GraphBuilder.Integer("keepdims", 0));
        builder.Output(
            builder.Cast(classes, TensorProto.Types.DataType.Uint8), "classes", TensorProto.Types.DataType.Uint8, "N", side, side);
        return Build(graph, weights, legend);
    }

    /// <summary>For any number of images: planes A,R,G,B "pixels" [N, 4, S, S] to "logits" [N, K, g, g].</summary>
    public static ModelProto Batched(SegmentationWeights weights)
    {
        var graph = new EncoderGraph(weights.Encoder);
        int grid = SegmentationHeadGraph.GridOf(weights);
        string logits = Logits(graph, Colors(graph, Pixels(graph, "pixels", "N")), weights);
        graph.Builder.Output(logits, "logits", "N", weights.ClassCount, grid, grid);
        return Build(graph, weights, legend: null);
    }

    /// <summary>For the logits of one image, "logits" [1, K, g, g], and its "place" [4] (top, left, bottom, right): what is read off them.</summary>
    public static ModelProto LabelMap(SegmentationWeights weights, SegmentationOutputs outputs)
    {
        var builder = new GraphBuilder();
        int grid = SegmentationHeadGraph.GridOf(weights);
        string logits = builder.Input("logits", 1, weights.ClassCount, grid, grid);
        string place = builder.Cast(builder.Input("place", 4), TensorProto.Types.DataType.Int64);
        new LabelMapGraph(builder, weights.ClassCount, weights.Encoder.ImageSize).Add(
            logits, grid, (builder.Slice(place, 0, 2, axis: 0), builder.Slice(place, 2, 4, axis: 0)), outputs, legend: null);
        return builder.Build("Label map of the logits of an image.", []);
    }

    /// <summary>For one image: planes A,R,G,B [1, 4, S, S] to what is read off its logits, the form that ML.NET turns into columns.</summary>
    public static ModelProto SingleImage(
        SegmentationWeights weights, SegmentationLegend legend, string inputName, SegmentationOutputs outputs)
    {
        var graph = new EncoderGraph(weights.Encoder);
        string pixels = Pixels(graph, inputName, 1);
        string logits = Logits(graph, Colors(graph, pixels), weights);
        new LabelMapGraph(graph.Builder, weights.ClassCount, weights.Encoder.ImageSize).Add(
            logits, SegmentationHeadGraph.GridOf(weights), LetterboxGraph.Find(graph.Builder, pixels), outputs, legend);
        return Build(graph, weights, legend);
    }

    private static string Pixels(EncoderGraph graph, string name, Extent count)
    {
        int side = graph.ImageSize;
        return graph.Builder.Input(name, count, 4, side, side);
    }

    private static string Colors(EncoderGraph graph, string pixels) => graph.Builder.Slice(pixels, 1, 4, axis: 1);

    private static string Logits(EncoderGraph graph, string image, SegmentationWeights weights) =>
        new SegmentationHeadGraph(graph.Builder, weights).Logits(graph.Features(image, CmaeFeatureKind.PatchTokens));

    private static ModelProto Build(EncoderGraph graph, SegmentationWeights weights, SegmentationLegend? legend)
    {
        List<KeyValuePair<string, string>> metadata = [new(HeadKey, weights.Kind.ToString())];
        if (legend is not null)
        {
            metadata.Add(new(ClassesKey, JsonSerializer.Serialize(legend.Names)));
            metadata.Add(new(ColorsKey, JsonSerializer.Serialize(legend.Colors)));
        }
        return graph.Build(CmaeFeatureKind.PatchTokens, metadata);
    }
}
