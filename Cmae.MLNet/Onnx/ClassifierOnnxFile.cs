using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Onnx;

/// <summary>A classifier as an .onnx file.</summary>
internal static class ClassifierOnnxFile
{
    /// <summary>Writes the classifier's graph for any number of images, atomically (the file is never left half-written).</summary>
    public static void Save(CmaeClassifier classifier, string path, bool flip)
    {
        ModelProto model = ClassifierGraph.Batched(classifier.Weights, flip, classifier.ClassNames);
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }

    /// <summary>Reads a classifier that <see cref="Save"/> wrote.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model, is damaged, or holds no classifier.</exception>
    public static CmaeClassifier Load(string path)
    {
        ModelProto model = EncoderGraphReader.Parse(path);
        return ClassifierGraphReader.HoldsClassifier(model)
            ? ClassifierGraphReader.Read(model, path)
            : throw new InvalidDataException($"'{path}' holds no classifier. Pass a file that CmaeClassifier.ExportOnnx wrote.");
    }
}
