using System.Runtime.InteropServices;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Onnx;

/// <summary>Writes an ONNX graph node by node; every operation takes and returns names of values.</summary>
/// <remarks>Not thread-safe. Operators are those of opset 20, the first with an exact Gelu.</remarks>
/// <param name="maximumBytes">Most bytes that all constants together may have: a protobuf message has 2 GiB at most, including nodes and names.</param>
internal sealed class GraphBuilder(long maximumBytes = int.MaxValue - (16 << 20))
{
    private const int OpsetVersion = 20;
    private const int IrVersion = 9; // the IR version that came with opset 20
    private const string LearningDomain = "ai.onnx.ml";
    private const int LearningVersion = 2;
    private readonly GraphProto _graph = new() { Name = "cmae_encoder" };
    private long _bytes;
    private bool _usesLearningDomain;

    /// <summary>Declares the graph's input. An extent is a number, or a name if it is free.</summary>
    public string Input(string name, params ReadOnlySpan<Extent> shape)
    {
        _graph.Input.Add(TensorOf(name, TensorProto.Types.DataType.Float, shape));
        return name;
    }

    /// <summary>Declares an output of the graph: a value, and the name it gets.</summary>
    public void Output(string value, string name, params ReadOnlySpan<Extent> shape) =>
        Output(value, name, TensorProto.Types.DataType.Float, shape);

    /// <summary>Declares an output of the graph whose values are not 32-bit floats.</summary>
    public void Output(string value, string name, TensorProto.Types.DataType type, params ReadOnlySpan<Extent> shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = "/" + name, Input = { value }, Output = { name } });
        _graph.Output.Add(TensorOf(name, type, shape));
    }

    /// <summary>
    /// Names the slots of an output's vector. ML.NET takes them from a node of a certain name that the graph does not need otherwise, and
    /// makes them the column's annotation.
    /// </summary>
    public void SlotNames(string output, IReadOnlyList<string> names)
    {
        _usesLearningDomain = true;
        ByteString[] texts = [.. names.Select(ByteString.CopyFromUtf8)];
        string constant = $"/slots_of_{output}";
        _graph.Initializer.Add(new TensorProto
        {
            Name = constant,
            DataType = (int)TensorProto.Types.DataType.String,
            Dims = { names.Count },
            StringData = { texts },
        });
        _graph.Node.Add(new NodeProto
        {
            OpType = "LabelEncoder",
            Domain = LearningDomain,
            Name = $"mlnet.{output}.SlotNames",
            Input = { constant },
            Output = { $"{constant}:0" },
            Attribute =
            {
                new AttributeProto { Name = "keys_strings", Strings = { texts }, Type = AttributeProto.Types.AttributeType.Strings },
                IntegerList("values_int64s", [.. Enumerable.Range(0, names.Count).Select(i => (long)i)]),
            },
        });
    }

    /// <summary>Stores a weight under its own name, values untouched.</summary>
    public string Weight(string name, CmaeWeightTensor tensor) => Floats(name, tensor.Shape, tensor.Array);

    /// <summary>Stores a constant of 32-bit floats.</summary>
    public string Floats(string name, IEnumerable<long> shape, ReadOnlySpan<float> values) =>
        Constant(name, TensorProto.Types.DataType.Float, shape, values);

    /// <summary>Stores a constant of 16-bit floats.</summary>
    public string Halves(string name, IEnumerable<long> shape, ReadOnlySpan<Half> values) =>
        Constant(name, TensorProto.Types.DataType.Float16, shape, values);

    /// <summary>Stores a constant of unsigned 8-bit integers.</summary>
    public string Bytes(string name, IEnumerable<long> shape, ReadOnlySpan<byte> values) =>
        Constant(name, TensorProto.Types.DataType.Uint8, shape, values);

    /// <summary>Stores a constant vector of integers, such as a shape, axes or indices.</summary>
    public string Integers(params ReadOnlySpan<long> values) =>
        Constant($"/constant_{_graph.Initializer.Count}", TensorProto.Types.DataType.Int64, [values.Length], values);

    /// <summary>Adds a node with one output.</summary>
    public string Node(string operation, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        Node(operation, 1, inputs, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] Node(string operation, int outputs, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        string name = $"/{operation}_{_graph.Node.Count}";
        string[] results = [.. Enumerable.Range(0, outputs).Select(i => outputs == 1 ? name + ":0" : $"{name}:{i}")];
        _graph.Node.Add(new NodeProto
        {
            OpType = operation,
            Name = name,
            Input = { inputs },
            Output = { results },
            Attribute = { attributes.ToArray() },
        });
        return results;
    }

    /// <summary>Converts values to 32-bit floats.</summary>
    public string Cast(string value) => Cast(value, TensorProto.Types.DataType.Float);

    /// <summary>Converts values to another type.</summary>
    public string Cast(string value, TensorProto.Types.DataType type) => Node("Cast", [value], Integer("to", (long)type));

    public string Add(string left, string right) => Node("Add", [left, right]);

    public string MatMul(string left, string right) => Node("MatMul", [left, right]);

    /// <summary>Rows times the transpose of a matrix [out, in], plus a bias [out]: a linear layer, in the form in which its weights are stored.</summary>
    public string Linear(string rows, string weight, string bias) => Node("Gemm", [rows, weight, bias], Integer("transB", 1));

    public string LayerNorm(string value, string scale, string bias, float epsilon) =>
        Node("LayerNormalization", [value, scale, bias], Integer("axis", -1), Float("epsilon", epsilon));

    /// <summary>Gives a value another shape; one extent may be -1 (the rest), an extent of 0 is left unchanged.</summary>
    public string Reshape(string value, params ReadOnlySpan<long> shape) => Node("Reshape", [value, Integers(shape)]);

    public string Transpose(string value, params ReadOnlySpan<long> permutation) =>
        Node("Transpose", [value], IntegerList("perm", permutation));

    /// <summary>The part [start, end) along one axis.</summary>
    public string Slice(string value, long start, long end, long axis) =>
        Node("Slice", [value, Integers(start), Integers(end), Integers(axis)]);

    /// <summary>The same values in reverse order along one axis.</summary>
    public string Reverse(string value, long axis) =>
        Node("Slice", [value, Integers(-1), Integers(long.MinValue), Integers(axis), Integers(-1)]);

    /// <summary>The finished model.</summary>
    public ModelProto Build(string documentation, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "Cmae.MLNet",
            ProducerVersion = typeof(GraphBuilder).Assembly.GetName().Version?.ToString(3) ?? "",
            DocString = documentation,
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OpsetVersion } },
        };
        if (_usesLearningDomain)
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = LearningDomain, Version = LearningVersion });
        model.MetadataProps.AddRange(metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        GraphChecksum.Add(model);
        return model;
    }

    public static AttributeProto Integer(string name, long value) =>
        new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    public static AttributeProto Float(string name, float value) =>
        new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    public static AttributeProto IntegerList(string name, params ReadOnlySpan<long> values) =>
        new() { Name = name, Ints = { values.ToArray() }, Type = AttributeProto.Types.AttributeType.Ints };

    private string Constant<T>(string name, TensorProto.Types.DataType type, IEnumerable<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _bytes += MemoryMarshal.AsBytes(values).Length;
        if (_bytes > maximumBytes)
        {
            throw new NotSupportedException(
                "The weights are too large for ONNX, whose files can have at most 2 GB. Save the encoder as .safetensors, or export it " +
                "with CmaeOnnxPrecision.Float16 or Int8; " +
                "CmaeFeaturize and saved models use ONNX, so they need a smaller encoder or classifier.");
        }
        _graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)type,
            Dims = { shape },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        });
        return name;
    }

    private static ValueInfoProto TensorOf(string name, TensorProto.Types.DataType type, ReadOnlySpan<Extent> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (Extent extent in shape)
        {
            dimensions.Dim.Add(extent.Free is { } free
                ? new TensorShapeProto.Types.Dimension { DimParam = free }
                : new() { DimValue = extent.Fixed });
        }
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}

/// <summary>One extent of a declared shape: a number, or a name if it is free.</summary>
internal readonly record struct Extent(long Fixed, string? Free)
{
    public static implicit operator Extent(long value) => new(value, null);

    public static implicit operator Extent(string name) => new(0, name);
}
