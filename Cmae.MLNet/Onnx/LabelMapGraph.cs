using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>
/// From one image's logits to its label map: scaled to the square that the model saw, cut to the part where the image lies, stretched to a
/// square again, and the greatest class of every place. So the map covers the whole image, whatever its shape.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="classCount">Number of classes (K).</param>
/// <param name="side">Side of the square (S).</param>
internal sealed class LabelMapGraph(GraphBuilder graph, int classCount, int side)
{
    /// <summary>Adds the outputs.</summary>
    /// <param name="logits">[1, K, g, g]</param>
    /// <param name="grid">The side of the logits (g), a divisor of S.</param>
    /// <param name="place">Where the image lies: (top, left) and (bottom, right).</param>
    /// <param name="outputs">Which outputs.</param>
    /// <param name="legend">Names of the shares' slots, and the colors of the picture.</param>
    public void Add(string logits, int grid, (string Starts, string Ends) place, SegmentationOutputs outputs, SegmentationLegend? legend)
    {
        string seen = grid == side ? logits : MapGraph.Enlarge(graph, logits, side / grid);
        string cut = graph.Node("Slice", [seen, place.Starts, place.Ends, graph.Integers(2, 3)]);
        string whole = MapGraph.Stretch(graph, cut, classCount, side);
        string classes = graph.Reshape(graph.Node("ArgMax", [whole], GraphBuilder.Integer("axis", 1)), side, side);
        if (outputs.LabelMap is { } map)
            graph.Output(graph.Cast(classes, TensorProto.Types.DataType.Uint8), map, TensorProto.Types.DataType.Uint8, side, side);
        if (outputs.ClassShares is { } shares)
        {
            graph.Output(Shares(classes), shares, classCount);
            if (legend is not null)
                graph.SlotNames(shares, legend.Names);
        }
        if (outputs.Probabilities is { } probabilities)
        {
            string softmax = graph.Node("Softmax", [whole], GraphBuilder.Integer("axis", 1));
            graph.Output(graph.Reshape(softmax, classCount, side, side), probabilities, classCount, side, side);
        }
        if (outputs.Picture is { } picture)
        {
            string palette = graph.Bytes("/palette", [classCount, 3], legend!.Palette());
            graph.Output(graph.Node("Gather", [palette, classes]), picture, TensorProto.Types.DataType.Uint8, side, side, 3);
        }
    }

    // Counted in whole numbers, which 32-bit floats hold exactly, and divided at the end.
    private string Shares(string classes)
    {
        string counted = graph.Node(
            "ScatterElements",
            [
                graph.Floats("/no_pixels", [classCount], new float[classCount]), graph.Reshape(classes, -1),
                graph.Node("Expand", [graph.Floats("/pixel", [1], [1]), graph.Integers((long)side * side)]),
            ],
            GraphBuilder.Text("reduction", "add"));
        return graph.Node("Div", [counted, graph.Floats("/pixels", [1], [side * side])]);
    }
}
