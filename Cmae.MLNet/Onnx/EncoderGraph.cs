using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>
/// The encoder as an ONNX graph, from pixels on the 0..255 scale to features. The weights are initializers with their official names,
/// values and shapes, so that <see cref="EncoderGraphReader"/> reads them back bit-exact, unless the matrices are stored in a reduced
/// precision.
/// </summary>
/// <remarks>
/// Notation in shapes: N images, R side after resizing, S image side, G = S / patch, L = G² patches, T = L + 1 tokens, D width, h heads.
/// </remarks>
internal sealed class EncoderGraph
{
    /// <summary>The metadata key of the kind of features that the graph computes.</summary>
    public const string FeatureKindKey = "cmae.features";

    /// <summary>The metadata key of the precision of the matrices; absent if they are 32-bit floats.</summary>
    public const string PrecisionKey = "cmae.precision";

    private readonly GraphBuilder _graph = new();
    private readonly LinearLayers _linears;
    private readonly CmaeEncoder _encoder;
    private readonly CmaeOnnxPrecision _precision;
    private readonly CmaeEncoderConfiguration _configuration;
    private readonly int _width;
    private readonly int _tokens;

    /// <summary>Begins a graph that holds the encoder's weights.</summary>
    /// <param name="encoder">The weights.</param>
    /// <param name="precision">How the matrices of the blocks are stored.</param>
    public EncoderGraph(CmaeEncoder encoder, CmaeOnnxPrecision precision = CmaeOnnxPrecision.Float32)
    {
        (_encoder, _configuration, _precision) = (encoder, encoder.Configuration, precision);
        _linears = new LinearLayers(_graph, precision);
        (_width, _tokens) = (_configuration.Architecture.Width, _configuration.PatchCount + 1);
        foreach ((string name, CmaeWeightTensor tensor) in encoder.Weights)
        {
            if (!_linears.TryStore(name, tensor))
                _graph.Weight(name, tensor);
        }
    }

    /// <summary>A graph for any number of images: "image" [N, 3, R, R] to "features" [N, D], [N, L, D] for patch tokens, or [N, L] for attention.</summary>
    public static ModelProto Batched(CmaeEncoder encoder, CmaeFeatureKind kind, CmaeOnnxPrecision precision = CmaeOnnxPrecision.Float32)
    {
        var graph = new EncoderGraph(encoder, precision);
        string features = graph.Features(graph.Image("image", "N"), kind);
        if (kind == CmaeFeatureKind.PatchTokens)
            graph._graph.Output(features, "features", "N", encoder.Configuration.PatchCount, graph._width);
        else
            graph._graph.Output(features, "features", "N", encoder.Configuration.FeatureLength(kind));
        return graph.Build(kind);
    }

    /// <summary>A graph for one image: [1, 3, R, R] to a vector without a batch axis, the form that ML.NET turns into a vector column.</summary>
    public static ModelProto SingleImage(CmaeEncoder encoder, CmaeFeatureKind kind, string inputName, string outputName)
    {
        var graph = new EncoderGraph(encoder);
        long length = encoder.Configuration.FeatureLength(kind);
        string features = graph.Features(graph.Image(inputName, 1), kind);
        graph._graph.Output(graph._graph.Reshape(features, length), outputName, length);
        return graph.Build(kind);
    }

    /// <summary>The builder to which a head on the features adds its own nodes.</summary>
    public GraphBuilder Builder => _graph;

    /// <summary>Side of the image that the encoder takes (S).</summary>
    public int ImageSize => _configuration.ImageSize;

    /// <summary>Declares the input: [count, 3, R, R].</summary>
    public string Image(string name, Extent count)
    {
        int side = _configuration.Preprocessing.ResizeSize;
        return _graph.Input(name, count, 3, side, side);
    }

    /// <summary>The features of every image: [N, D], [N, L, D] for patch tokens, or [N, L] for attention.</summary>
    public string Features(string image, CmaeFeatureKind kind) => Encode(Preprocess(image), kind);

    /// <summary>The mean of the features of every image and of its mirror image: [N, D]. For the mean patch and the class token only.</summary>
    public string MirrorAveragedFeatures(string image, CmaeFeatureKind kind)
    {
        string input = Preprocess(image);
        string both = _graph.Node("Concat", [input, _graph.Reverse(input, axis: 3)], GraphBuilder.Integer("axis", 0)); // [2N, 3, S, S]
        string features = _graph.Reshape(Encode(both, kind), 2, -1, _width);
        return _graph.Node("ReduceMean", [features, _graph.Integers(0)], GraphBuilder.Integer("keepdims", 0));
    }

    private string Encode(string image, CmaeFeatureKind kind)
    {
        string rows = Embed(image); // [N·T, D]
        int last = _configuration.Architecture.Depth - 1;
        for (int i = 0; i < last; i++)
            rows = Block(rows, Layer(i));
        if (kind == CmaeFeatureKind.Attention)
            return AttentionOfPatches(rows, Layer(last));
        rows = Block(rows, Layer(last));
        if (_configuration.OutputNorm == CmaeOutputNorm.BeforePooling)
            rows = LayerNorm(rows, "ln1");
        string tokens = _graph.Reshape(rows, -1, _tokens, _width); // [N, T, D]
        return kind switch
        {
            CmaeFeatureKind.ClassToken => _graph.Reshape(_graph.Slice(tokens, 0, 1, axis: 1), -1, _width),
            CmaeFeatureKind.PatchTokens => _graph.Slice(tokens, 1, _tokens, axis: 1),
            CmaeFeatureKind.MeanPatchGrid => MeanPatchGrid(tokens),
            _ => MeanPatch(tokens),
        };
    }

    /// <summary>Center crop, channel order, normalization: [N, 3, R, R] to [N, 3, S, S].</summary>
    private string Preprocess(string image)
    {
        CmaeImagePreprocessing preprocessing = _configuration.Preprocessing;
        int border = preprocessing.ResizeSize - _configuration.ImageSize;
        if (border > 0)
        {
            int start = (int)Math.Round(border / 2.0, MidpointRounding.ToEven);
            foreach (int axis in (ReadOnlySpan<int>)[2, 3])
                image = _graph.Slice(image, start, start + _configuration.ImageSize, axis);
        }
        if (preprocessing.ChannelOrder == CmaeChannelOrder.Bgr)
            image = _graph.Node("Gather", [image, _graph.Integers(2, 1, 0)], GraphBuilder.Integer("axis", 1));
        string centered = _graph.Node("Sub", [image, PerPlane("/mean", preprocessing.Mean)]);
        return _graph.Node("Div", [centered, PerPlane("/standard_deviation", preprocessing.StandardDeviation)]);
    }

    private string PerPlane(string name, CmaeChannelTriple values) =>
        _graph.Floats(name, [3, 1, 1], [values.First, values.Second, values.Third]);

    /// <summary>Patch embedding, class token and positions: [N, 3, S, S] to [N·T, D].</summary>
    private string Embed(string image)
    {
        int patch = _configuration.PatchSize;
        string grid = _graph.Node(
            "Conv", [image, "patch_embed.projection.weight", "patch_embed.projection.bias"],
            GraphBuilder.IntegerList("kernel_shape", patch, patch), GraphBuilder.IntegerList("strides", patch, patch)); // [N, D, G, G]
        string patches = _graph.Transpose(_graph.Reshape(grid, 0, 0, -1), 0, 2, 1); // [N, L, D]
        string count = _graph.Node("Shape", [image], GraphBuilder.Integer("start", 0), GraphBuilder.Integer("end", 1));
        string classShape = _graph.Node("Concat", [count, _graph.Integers(1, _width)], GraphBuilder.Integer("axis", 0));
        string classTokens = _graph.Node("Expand", ["cls_token", classShape]); // [N, 1, D]
        string tokens = _graph.Node("Concat", [classTokens, patches], GraphBuilder.Integer("axis", 1)); // [N, T, D]
        return _graph.Reshape(_graph.Add(tokens, "pos_embed"), -1, _width);
    }

    /// <summary>x += proj(attention(ln1 x)); x += mlp(ln2 x), on rows [N·T, D].</summary>
    private string Block(string rows, string name)
    {
        rows = _graph.Add(rows, Attention(LayerNorm(rows, name + "ln1"), name + "attn."));
        string hidden = _graph.Node("Gelu", [Linear(LayerNorm(rows, name + "ln2"), name + "ffn.layers.0.0")]); // exact, by erf
        return _graph.Add(rows, Linear(hidden, name + "ffn.layers.1"));
    }

    private string Attention(string rows, string name)
    {
        (string weights, string value) = AttentionWeights(rows, name);
        string mixed = _graph.MatMul(weights, value); // [N, h, T, D/h]
        return Linear(_graph.Reshape(_graph.Transpose(mixed, 0, 2, 1, 3), -1, _width), name + "proj");
    }

    /// <summary>softmax(q kᵀ / √(D/h)), [N, h, T, T], and the values, [N, h, T, D/h].</summary>
    private (string Weights, string Value) AttentionWeights(string rows, string name)
    {
        int heads = _configuration.Architecture.Heads;
        int headWidth = _width / heads;
        string split = _graph.Reshape(Linear(rows, name + "qkv"), -1, _tokens, 3, heads, headWidth); // [N, T, 3, h, D/h]
        string qkv = _graph.Transpose(split, 2, 0, 3, 1, 4); // [3, N, h, T, D/h]
        string[] parts = [.. _graph.Node("Split", 3, [qkv], GraphBuilder.Integer("axis", 0), GraphBuilder.Integer("num_outputs", 3))
            .Select(part => _graph.Reshape(part, -1, heads, _tokens, headWidth))];
        string products = _graph.MatMul(parts[0], _graph.Transpose(parts[1], 0, 1, 3, 2)); // [N, h, T, T]
        string scores = _graph.Node("Mul", [products, Scale(name, headWidth)]);
        return (_graph.Node("Softmax", [scores], GraphBuilder.Integer("axis", -1)), parts[2]);
    }

    /// <summary>Every patch's share of the attention in a block, averaged over heads and query patches: [N, L].</summary>
    private string AttentionOfPatches(string rows, string block)
    {
        string weights = AttentionWeights(LayerNorm(rows, block + "ln1"), block + "attn.").Weights; // [N, h, T, T]
        string ofPatches = _graph.Slice(_graph.Slice(weights, 1, _tokens, axis: 2), 1, _tokens, axis: 3); // [N, h, L, L]
        return _graph.Node("ReduceMean", [ofPatches, _graph.Integers(1, 2)], GraphBuilder.Integer("keepdims", 0));
    }

    private static string Layer(int number) => $"layers.{number}.";

    private string Scale(string name, int headWidth) => _graph.Floats($"/{name}scale", [], [1 / MathF.Sqrt(headWidth)]);

    private string MeanPatch(string tokens)
    {
        string patches = _graph.Slice(tokens, 1, _tokens, axis: 1);
        string mean = _graph.Node("ReduceMean", [patches, _graph.Integers(1)], GraphBuilder.Integer("keepdims", 0)); // [N, D]
        return _configuration.OutputNorm == CmaeOutputNorm.AfterPooling ? LayerNorm(mean, "fc_norm") : mean;
    }

    private string MeanPatchGrid(string tokens)
    {
        int cells = _configuration.PooledGridSize;
        int side = _configuration.GridSize / cells;
        string grid = _graph.Reshape(_graph.Slice(tokens, 1, _tokens, axis: 1), -1, cells, side, cells, side, _width);
        string means = _graph.Node("ReduceMean", [grid, _graph.Integers(2, 4)], GraphBuilder.Integer("keepdims", 0)); // [N, c, c, D]
        string normed = _configuration.OutputNorm == CmaeOutputNorm.AfterPooling ? LayerNorm(means, "fc_norm") : means;
        return _graph.Reshape(normed, -1, cells * cells * _width);
    }

    private string Linear(string rows, string name) => _linears.Multiply(rows, name);

    private string LayerNorm(string value, string name) =>
        _graph.LayerNorm(value, name + ".weight", name + ".bias", (float)EncoderLayout.LayerNormEpsilon);

    /// <summary>The finished model.</summary>
    /// <param name="kind">Which features it computes.</param>
    /// <param name="metadata">Further metadata, in addition to the encoder's configuration.</param>
    public ModelProto Build(CmaeFeatureKind kind, params IEnumerable<KeyValuePair<string, string>> metadata) => _graph.Build(
        "Vision Transformer encoder; input: R,G,B planes on the 0..255 scale, short edge resized and center cropped to the declared size.",
        [
            new(EncoderConfigurationJson.MetadataKey, EncoderConfigurationJson.Write(_encoder.Configuration)),
            new(FeatureKindKey, kind.ToString()),
            .. _precision == CmaeOnnxPrecision.Float32 ? [] : (KeyValuePair<string, string>[])[new(PrecisionKey, _precision.ToString())],
            .. metadata,
        ]);
}
