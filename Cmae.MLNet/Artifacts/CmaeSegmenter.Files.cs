using Cmae.MLNet.Artifacts;
using Cmae.MLNet.Onnx;
using Microsoft.ML;

namespace Cmae.MLNet;

public sealed partial class CmaeSegmenter
{
    /// <summary>Reads a segmentation model from a file.</summary>
    /// <param name="path">An <c>.onnx</c> file that <see cref="ExportOnnx"/> wrote, or a saved ML.NET model (<c>.zip</c>) with a segmentation.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no segmentation model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">The file is not of a known kind.</exception>
    public static CmaeSegmenter Load(string path) => SegmenterFiles.Load(path);

    /// <summary>The segmentation model inside a fitted or loaded ML.NET model; its weights are bit-exact.</summary>
    /// <param name="model">
    /// A <see cref="CmaeSegmentationTransformer"/>, a chain that contains one at any depth, or such a model loaded from a .zip. If there are several,
    /// the first is taken. A loaded model must not have been disposed.
    /// </param>
    /// <exception cref="InvalidOperationException">There is no segmentation in the model.</exception>
    public static CmaeSegmenter FromModel(ITransformer model) => ModelEncoder.FindSegmenter(model);

    /// <summary>Writes the model as an ONNX graph for any number of images, atomically (the file is never left half-written).</summary>
    /// <remarks>
    /// Input <c>image</c>: [N, 3, S, S] 32-bit floats, R,G,B planes on the 0..255 scale, S being the encoder's image size: scale the image until its
    /// long edge has S pixels, center it, and pad with 0. Outputs: <c>logits</c>, [N, K, g, g], on a grid of which S is a multiple, and
    /// <c>classes</c>, [N, S, S] bytes, the greatest class of every pixel of the square, the padding among them. Names and colors of the
    /// classes are in the metadata as <c>cmae.classes</c> and <c>cmae.colors</c>, JSON arrays. Opset 20.
    /// <see cref="Load"/> and <see cref="CmaeEncoder.Load(string)"/> read the file back bit-exact.
    /// </remarks>
    /// <param name="path">A file in an existing folder.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(string path) => SegmentationOnnxFile.Save(this, path);
}
