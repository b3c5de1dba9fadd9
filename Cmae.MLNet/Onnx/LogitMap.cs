namespace Cmae.MLNet.Onnx;

/// <summary>The affine map that a graph applies to a classifier's logits: z → Matrix · z + Offset.</summary>
/// <param name="Matrix">[K, K], row-major, for K classes.</param>
/// <param name="Offset">[K]</param>
internal sealed record LogitMap(float[] Matrix, float[] Offset);
