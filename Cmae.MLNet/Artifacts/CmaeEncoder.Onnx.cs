using Cmae.MLNet.Artifacts;
using Cmae.MLNet.Onnx;
using Microsoft.ML;

namespace Cmae.MLNet;

public sealed partial class CmaeEncoder
{
    /// <summary>Writes the encoder as an ONNX model for any number of images, atomically (the file is never left half-written).</summary>
    /// <remarks>
    /// Input <c>image</c>: [N, 3, R, R] 32-bit floats, R,G,B planes on the 0..255 scale, where R is
    /// <see cref="CmaeImagePreprocessing.ResizeSize"/>: scale the image until its short edge has R pixels and take the center square. Crop,
    /// channel order and normalization are part of the graph. Output <c>features</c>: [N, Width], [N, cells · Width] for
    /// <see cref="CmaeFeatureKind.MeanPatchGrid"/> with its 16 cells or fewer, [N, patches, Width] for
    /// <see cref="CmaeFeatureKind.PatchTokens"/>, or [N, patches] for <see cref="CmaeFeatureKind.Attention"/>. Opset 20. <see cref="Load(string)"/>
    /// reads the file back bit-exact, unless its weights are stored in a reduced precision: such a file is for scoring only, and loading it is an error.
    /// </remarks>
    /// <param name="path">A file in an existing folder.</param>
    /// <param name="kind">Which tokens become the features. The default value is <see cref="CmaeFeatureKind.MeanPatch"/>.</param>
    /// <param name="precision">How the matrices are stored. The default value is <see cref="CmaeOnnxPrecision.Float32"/>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(
        string path, CmaeFeatureKind kind = CmaeFeatureKind.MeanPatch, CmaeOnnxPrecision precision = CmaeOnnxPrecision.Float32) =>
        EncoderOnnxFile.Save(this, path, kind, precision);

    /// <summary>The encoder inside a fitted or loaded ML.NET model, to reuse it or to continue training it; its weights are bit-exact.</summary>
    /// <param name="model">
    /// A <see cref="CmaeFeaturizingTransformer"/>, <see cref="CmaeImageClassificationTransformer"/> or <see cref="CmaeSegmentationTransformer"/>, a
    /// chain that contains one at any depth, or such a model loaded from a .zip. If there are several, the first is taken. A loaded model must not
    /// have been disposed; disposing a prediction engine disposes its model.
    /// </param>
    /// <exception cref="InvalidOperationException">There is no encoder in the model.</exception>
    public static CmaeEncoder FromModel(ITransformer model) => ModelEncoder.Find(model);
}
