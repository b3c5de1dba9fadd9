namespace Cmae.MLNet.Onnx;

/// <summary>What follows a classifier's logits in a graph: z → Matrix · z + Offset.</summary>
/// <param name="Matrix">Row-major, as many rows and columns as there are classes.</param>
/// <param name="Offset">As long as a row.</param>
internal sealed record LogitMap(float[] Matrix, float[] Offset);
