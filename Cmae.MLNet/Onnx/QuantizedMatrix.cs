namespace Cmae.MLNet.Onnx;

/// <summary>A matrix of 8-bit integers: every output channel has its own factor, and zero stays zero (symmetric quantization).</summary>
/// <remarks>
/// Integers are stored unsigned, with 128 for zero. On processors without VNNI, products of unsigned with signed bytes overflow in 16-bit sums;
/// products of unsigned bytes do not, and are as fast on other processors.
/// </remarks>
internal static class QuantizedMatrix
{
    private const int Zero = 128, Largest = 127;

    /// <summary>Stores a matrix as constants whose names start with its official name; no constant has that name itself.</summary>
    /// <param name="graph">Receives the constants and, later, the nodes.</param>
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
            // ONNX Runtime fuses these nodes, in this order, into a single operator.
            string[] quantized = graph.Node("DynamicQuantizeLinear", 3, [rows]);
            string product = graph.Node("MatMulInteger", [quantized[0], matrix, quantized[2], zero]);
            string scaled = graph.Node("Mul", [graph.Cast(product), graph.Node("Mul", [quantized[1], factor])]);
            return graph.Add(scaled, bias);
        });
    }

    /// <summary>The integers, transposed to [in, out] as the product expects them, and the factors [out] that turn them back into floats.</summary>
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
