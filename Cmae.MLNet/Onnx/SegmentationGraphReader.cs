using System.Text.Json;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>Reads a segmentation model back out of an ONNX model that <see cref="SegmentationGraph"/> wrote: weights bit-exact.</summary>
internal static class SegmentationGraphReader
{
    /// <summary>Whether the model holds a segmentation model of this library.</summary>
    public static bool HoldsSegmenter(ModelProto model) =>
        EncoderGraphReader.HoldsEncoder(model) && EncoderGraphReader.Metadata(model, SegmentationGraph.HeadKey) is not null;

    /// <summary>The segmentation model that the model holds.</summary>
    /// <param name="model">A parsed model for which <see cref="HoldsSegmenter"/> is true.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">Weights or metadata are missing or damaged.</exception>
    public static CmaeSegmenter Read(ModelProto model, string where)
    {
        CmaeEncoder encoder = EncoderGraphReader.Read(model, where);
        Dictionary<string, TensorProto> stored = EncoderGraphReader.Initializers(model, where);
        try
        {
            var kind = Enum.Parse<CmaeSegmentationHead>(EncoderGraphReader.Metadata(model, SegmentationGraph.HeadKey)!);
            SegmentationLegend legend = Legend(model);
            Dictionary<string, CmaeWeightTensor> head = SegmentationLayout.Head(encoder.Configuration, kind, legend.Names.Count)
                .ToDictionary(weight => weight.Name, weight => EncoderGraphReader.Weight(stored, weight.Name, weight.Shape, where));
            return new(new SegmentationWeights(encoder, kind, head), legend);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            throw new InvalidDataException($"'{where}' is damaged: its segmentation head cannot be read: {exception.Message}", exception);
        }
    }

    private static SegmentationLegend Legend(ModelProto model)
    {
        string[] names = Read<string>(model, SegmentationGraph.ClassesKey);
        int[] colors = Read<int>(model, SegmentationGraph.ColorsKey);
        return names.Length == colors.Length
            ? new(names, colors)
            : throw new ArgumentException($"There are {names.Length} names of classes and {colors.Length} colors.");
    }

    private static T[] Read<T>(ModelProto model, string key) =>
        EncoderGraphReader.Metadata(model, key) is { } json && JsonSerializer.Deserialize<T[]>(json) is { } values
            ? values
            : throw new ArgumentException($"The metadata '{key}' is missing.");
}
