namespace Cmae.MLNet.Onnx;

/// <summary>Maps of values over an image, scaled bilinearly with pixels as areas, as training scales them.</summary>
internal static class MapGraph
{
    /// <summary>[N, C, h, w] to [N, C, factor·h, factor·w].</summary>
    public static string Enlarge(GraphBuilder graph, string map, int factor)
    {
        string scales = graph.Floats($"/scales_of_{map}", [4], [1, 1, factor, factor]);
        return graph.Node("Resize", [map, "", scales], Modes);
    }

    /// <summary>A map of any size to [1, C, side, side].</summary>
    public static string Stretch(GraphBuilder graph, string map, int channels, int side) =>
        graph.Node("Resize", [map, "", "", graph.Integers(1, channels, side, side)], Modes);

    private static Format.AttributeProto[] Modes =>
        [GraphBuilder.Text("mode", "linear"), GraphBuilder.Text("coordinate_transformation_mode", "half_pixel")];
}
