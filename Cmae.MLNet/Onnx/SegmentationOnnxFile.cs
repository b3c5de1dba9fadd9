using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Onnx;

/// <summary>A segmentation model as an .onnx file.</summary>
internal static class SegmentationOnnxFile
{
    /// <summary>Writes the model's graph for any number of images, atomically (the file is never left half-written).</summary>
    public static void Save(CmaeSegmenter segmenter, string path)
    {
        ModelProto model = SegmentationGraph.Export(segmenter.Weights, segmenter.Legend);
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model, is damaged, or holds no segmentation model.</exception>
    public static CmaeSegmenter Load(string path)
    {
        ModelProto model = EncoderGraphReader.Parse(path);
        return SegmentationGraphReader.HoldsSegmenter(model)
            ? SegmentationGraphReader.Read(model, path)
            : throw new InvalidDataException($"'{path}' holds no segmentation model. Pass a file that CmaeSegmenter.ExportOnnx wrote.");
    }
}
