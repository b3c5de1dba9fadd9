using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>Finds in a graph where the image lies in a padded square: alpha is 0 beside it.</summary>
internal static class LetterboxGraph
{
    /// <summary>First row and column, and those after the last, of the opaque part; the whole square if nothing is opaque.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="pixels">[1, 4, S, S], planes A,R,G,B.</param>
    /// <returns>Two vectors of two 64-bit integers: (top, left) and (bottom, right)</returns>
    public static (string Starts, string Ends) Find(GraphBuilder graph, string pixels)
    {
        string alpha = graph.Slice(pixels, 0, 1, axis: 1);
        (string top, string bottom) = FirstAndNext(graph, alpha, acrossAxis: 3);
        (string left, string right) = FirstAndNext(graph, alpha, acrossAxis: 2);
        return (Join(graph, top, left), Join(graph, bottom, right));
    }

    // Of the lines of an axis that have an opaque pixel. Where all are alike, the first maximum is the first line, the last one the last.
    private static (string First, string Next) FirstAndNext(GraphBuilder graph, string alpha, int acrossAxis)
    {
        string most = graph.Node("ReduceMax", [alpha, graph.Integers(acrossAxis)], GraphBuilder.Integer("keepdims", 0));
        string lines = graph.Reshape(most, -1);
        string opaque = graph.Cast(
            graph.Node("Greater", [lines, graph.Floats($"/opaque_{acrossAxis}", [], [0.5f])]), TensorProto.Types.DataType.Int64);
        string first = graph.Node("ArgMax", [opaque], GraphBuilder.Integer("axis", 0));
        string last = graph.Node("ArgMax", [opaque], GraphBuilder.Integer("axis", 0), GraphBuilder.Integer("select_last_index", 1));
        return (first, graph.Add(last, graph.Integers(1)));
    }

    private static string Join(GraphBuilder graph, string row, string column) =>
        graph.Node("Concat", [row, column], GraphBuilder.Integer("axis", 0));
}
