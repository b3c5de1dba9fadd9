using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Onnx;

/// <summary>A segmentation head in a graph: from the normed patch tokens to logits on the head's grid.</summary>
/// <remarks>Notation in shapes: N images, L patches, D width, G = √L, C channels of the pyramid, K classes, g side of the head's grid.</remarks>
internal sealed class SegmentationHeadGraph
{
    private readonly GraphBuilder _graph;
    private readonly SegmentationWeights _weights;
    private readonly int _width, _grid;

    /// <summary>Stores the head's weights in a graph.</summary>
    public SegmentationHeadGraph(GraphBuilder graph, SegmentationWeights weights)
    {
        (_graph, _weights) = (graph, weights);
        (_width, _grid) = (weights.Encoder.Architecture.Width, weights.Encoder.Configuration.GridSize);
        foreach ((string name, CmaeWeightTensor weight) in weights.Head)
            graph.Weight(name, weight);
    }

    /// <summary>Side of the head's grid (g).</summary>
    public static int GridOf(SegmentationWeights weights)
    {
        CmaeEncoderConfiguration encoder = weights.Encoder.Configuration;
        return weights.Kind == CmaeSegmentationHead.Linear
            ? encoder.GridSize
            : encoder.GridSize << PyramidLayout.Of(encoder).Levels[0].Upsamplings;
    }

    /// <summary>[N, L, D] to [N, K, g, g].</summary>
    public string Logits(string tokens)
    {
        string grid = _graph.Reshape(_graph.Transpose(tokens, 0, 2, 1), 0, _width, _grid, _grid);
        string features = _weights.Kind == CmaeSegmentationHead.Pyramid ? Pyramid(grid) : grid;
        return Conv(features, SegmentationWeights.ClassifierWeightName, 1, SegmentationWeights.ClassifierBiasName);
    }

    // The levels on the finest one's grid, summed: [N, C, g, g].
    private string Pyramid(string grid)
    {
        PyramidLayout layout = PyramidLayout.Of(_weights.Encoder.Configuration);
        string? sum = null;
        int finest = GridOf(_weights);
        foreach ((int index, PyramidLevel level) in layout.Levels.Index())
        {
            (string features, int side) = Level(layout, level, grid, SegmentationLayout.LevelPrefix(index));
            if (side < finest)
                features = MapGraph.Enlarge(_graph, features, finest / side);
            sum = sum is null ? features : _graph.Add(sum, features);
        }
        return _graph.Node("Gelu", [sum!]);
    }

    private (string Features, int Side) Level(PyramidLayout layout, PyramidLevel level, string grid, string prefix)
    {
        (string x, int side) = (grid, _grid / level.Pooling);
        if (level.Pooling > 1)
        {
            x = _graph.Node(
                "MaxPool", [x], GraphBuilder.IntegerList("kernel_shape", level.Pooling, level.Pooling),
                GraphBuilder.IntegerList("strides", level.Pooling, level.Pooling));
        }
        for (int i = 0; i < level.Upsamplings; i++)
        {
            x = _graph.Node(
                "ConvTranspose", [x, $"{prefix}up.{i}.weight", $"{prefix}up.{i}.bias"],
                GraphBuilder.IntegerList("kernel_shape", 2, 2), GraphBuilder.IntegerList("strides", 2, 2));
            side *= 2;
            if (i + 1 < level.Upsamplings)
                x = _graph.Node("Gelu", [Norm(x, $"{prefix}up_norms.{i}", layout.WidthAfter(i + 1), side)]);
        }
        x = Norm(Conv(x, prefix + "lateral.weight", 1), prefix + "lateral_norm", layout.Channels, side);
        return (Norm(Conv(x, prefix + "output.weight", 3), prefix + "output_norm", layout.Channels, side), side);
    }

    private string Conv(string x, string weight, int kernel, params ReadOnlySpan<string> bias) => _graph.Node(
        "Conv", [x, weight, .. bias], GraphBuilder.IntegerList("kernel_shape", kernel, kernel),
        GraphBuilder.IntegerList("pads", kernel / 2, kernel / 2, kernel / 2, kernel / 2));

    // A group norm as an instance norm over the groups, which every version of ONNX has.
    private string Norm(string x, string name, int channels, int side)
    {
        int groups = PyramidLayout.GroupsOf(channels);
        string ones = _graph.Floats($"/{name}.ones", [groups], [.. Enumerable.Repeat(1f, groups)]);
        string zeros = _graph.Floats($"/{name}.zeros", [groups], new float[groups]);
        string normed = _graph.Node(
            "InstanceNormalization", [_graph.Reshape(x, 0, groups, -1), ones, zeros],
            GraphBuilder.Float("epsilon", (float)PyramidLayout.NormEpsilon));
        string scaled = _graph.Node(
            "Mul", [_graph.Reshape(normed, 0, channels, side, side), _graph.Reshape(name + ".weight", -1, 1, 1)]);
        return _graph.Add(scaled, _graph.Reshape(name + ".bias", -1, 1, 1));
    }
}
