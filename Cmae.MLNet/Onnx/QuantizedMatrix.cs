namespace Cmae.MLNet.Onnx;

/// <summary>A matrix of 8-bit integers: every output channel has a factor of its own, and zero is zero (symmetric).</summary>
/// <remarks>
/// Integers are stored unsigned, with 128 for zero. Products of unsigned with signed bytes overflow in the 16-bit sums of processors without VNNI; those of unsigned
/// bytes do not, and are as fast elsewhere.
/// </remarks>
internal static class QuantizedMatrix
{
    private const int Zero = 128, Largest = 127;

    /// <summary>Stores a matrix under names that begin with its official one, which no constant has.</summary>
    /// <param name="graph">Takes the constants and, later, the nodes.</param>
    /// <param name="name">Official name.</param>
    /// <param name="weight">[out, in]</param>
    public static Matrix Store(GraphBuilder graph, string name, CmaeWeightTensor weight)
    {
        (int outputs, int inputs) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        (byte[] integers, float[] factors) = Quantize(weight.Values.Span, outputs, inputs);
        string matrix = graph.Bytes(name + ".quantized", [inputs, outputs], integers);
        string factor = graph.Floats(name + ".factor", [outputs], factors);
        string zero = graph.Bytes(name + ".zero", [outputs], [.. Enumerable.Repeat((byte)Zero, outputs)]);
        return new((rows, bias) =>
        {
            // The order of these nodes is one that ONNX Runtime fuses into a single operator.
            string[] quantized = graph.Node("DynamicQuantizeLinear", 3, [rows]);
            string product = graph.Node("MatMulInteger", [quantized[0], matrix, quantized[2], zero]);
            string scaled = graph.Node("Mul", [graph.Cast(product), graph.Node("Mul", [quantized[1], factor])]);
            return graph.Add(scaled, bias);
        });
    }

    /// <summary>The integers, transposed to [in, out] as the product takes them, and the factors [out] that make floats of them.</summary>
    internal static (byte[] Integers, float[] Factors) Quantize(ReadOnlySpan<float> weights, int outputs, int inputs)
    {
        byte[] integers = new byte[inputs * outputs];
        float[] factors = new float[outputs];
        for (int output = 0; output < outputs; output++)
        {
            ReadOnlySpan<float> row = weights.Slice(output * inputs, inputs);
            float largest = 0;
            foreach (float value in row)
                largest = Math.Max(largest, Math.Abs(value));
            float factor = largest > 0 ? largest / Largest : 1;
            factors[output] = factor;
            for (int input = 0; input < inputs; input++)
                integers[(input * outputs) + output] = (byte)(Zero + (int)MathF.Round(row[input] / factor));
        }
        return (integers, factors);
    }
}
