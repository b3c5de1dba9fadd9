using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Onnx;

/// <summary>An encoder as an .onnx file.</summary>
internal static class EncoderOnnxFile
{
    /// <summary>Writes the encoder's graph for any number of images, atomically (the file is never left half-written).</summary>
    public static void Save(
        CmaeEncoder encoder,
        string path,
        CmaeFeatureKind kind = CmaeFeatureKind.MeanPatch,
        CmaeOnnxPrecision precision = CmaeOnnxPrecision.Float32)
    {
        ModelProto model = EncoderGraph.Batched(encoder, kind, precision);
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }

    /// <summary>Reads an encoder that <see cref="Save"/> wrote, and says whether the file has a checksum.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model, is damaged, or holds no encoder.</exception>
    public static (CmaeEncoder Encoder, bool HasChecksum) Load(string path)
    {
        ModelProto model = EncoderGraphReader.Parse(path);
        return (EncoderGraphReader.Read(model, path), GraphChecksum.IsIn(model));
    }
}
