namespace Cmae.MLNet.Onnx;

/// <summary>The linear layers of an encoder's blocks in a graph, with their matrices stored in one precision.</summary>
/// <remarks>Not thread-safe. Adds its nodes to the graph it was made for.</remarks>
internal sealed class LinearLayers(GraphBuilder graph, CmaeOnnxPrecision precision)
{
    private readonly Dictionary<string, Matrix> _matrices = [];

    /// <summary>Stores a weight, if it is a matrix that this precision stores differently from the other weights.</summary>
    /// <param name="name">Official name.</param>
    /// <param name="weight">Its values.</param>
    /// <returns>Whether it was stored.</returns>
    public bool TryStore(string name, CmaeWeightTensor weight)
    {
        bool isReduced = precision != CmaeOnnxPrecision.Float32
            && name.StartsWith("layers.", StringComparison.Ordinal) && weight.Shape.Count == 2;
        if (isReduced)
            _matrices.Add(name, precision == CmaeOnnxPrecision.Float16 ? Halves(name, weight) : QuantizedMatrix.Store(graph, name, weight));
        return isReduced;
    }

    /// <summary>Adds the nodes of a layer: rows [N, in] to [N, out].</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Official name of the layer, without <c>.weight</c>.</param>
    public string Multiply(string rows, string name)
    {
        (string weight, string bias) = (name + ".weight", name + ".bias");
        return _matrices.TryGetValue(weight, out Matrix? matrix) ? matrix.Multiply(rows, bias) : graph.Linear(rows, weight, bias);
    }

    // The runtime folds the cast into the constant when it loads the model.
    private Matrix Halves(string name, CmaeWeightTensor weight)
    {
        Half[] values = [.. weight.Values.ToArray().Select(value => (Half)value)];
        string floats = graph.Cast(graph.Halves(name, weight.Shape, values));
        return new((rows, bias) => graph.Linear(rows, floats, bias));
    }
}

/// <summary>A stored matrix.</summary>
/// <param name="Multiply">Adds the nodes that multiply rows by it and add a bias.</param>
internal sealed record Matrix(Func<string, string, string> Multiply);
