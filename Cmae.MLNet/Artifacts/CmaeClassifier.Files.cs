using Cmae.MLNet.Artifacts;
using Cmae.MLNet.Onnx;
using Microsoft.ML;

namespace Cmae.MLNet;

public sealed partial class CmaeClassifier
{
    /// <summary>Reads a classifier from a file.</summary>
    /// <param name="path">
    /// An <c>.onnx</c> file that <see cref="ExportOnnx"/> wrote, a saved ML.NET model (<c>.zip</c>) with a classifier, or a fine-tuned
    /// checkpoint with its head (<c>.pth</c>, <c>.pt</c>, <c>.bin</c>, <c>.ckpt</c>, <c>.safetensors</c>) in the naming of the official CMAE code,
    /// Facebook's MAE, timm or Hugging Face; nothing in it is executed.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no classifier.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The file does not fit in memory.</exception>
    /// <exception cref="ArgumentException">The file is not of a known kind.</exception>
    public static CmaeClassifier Load(string path) => ClassifierFiles.Load(path);

    /// <summary>The classifier inside a fitted or loaded ML.NET model; its weights are bit-exact.</summary>
    /// <param name="model">
    /// A <see cref="CmaeImageClassificationTransformer"/>, a chain that contains one at any depth, or such a model loaded from a .zip. If there
    /// are several, the first is taken. A loaded model must not have been disposed.
    /// </param>
    /// <exception cref="InvalidOperationException">There is no classifier in the model.</exception>
    public static CmaeClassifier FromModel(ITransformer model) => ModelEncoder.FindClassifier(model);

    /// <summary>Writes the classifier as an ONNX model for any number of images, atomically (the file is never left half-written).</summary>
    /// <remarks>
    /// Input <c>image</c>: [N, 3, R, R] 32-bit floats, R,G,B planes on the 0..255 scale, where R is
    /// <see cref="CmaeImagePreprocessing.ResizeSize"/>: scale the image until its short edge has R pixels and take the center square. Outputs
    /// <c>logits</c> and <c>probabilities</c>: [N, classes]; the probabilities are the softmax of the logits divided by <see cref="Temperature"/>.
    /// The names of the classes are stored in the metadata as <c>cmae.classes</c>, a JSON array. Opset 20. <see cref="Load"/> and
    /// <see cref="CmaeEncoder.Load(string)"/> read the file back bit-exact.
    /// </remarks>
    /// <param name="path">A file in an existing folder.</param>
    /// <param name="flip">Whether the logits are averaged over the image and its mirror image, at twice the cost. The default value is false.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void ExportOnnx(string path, bool flip = false) => ClassifierOnnxFile.Save(this, path, flip);
}
