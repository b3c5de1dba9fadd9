using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>Reads a classifier back out of an ONNX model that <see cref="ClassifierGraph"/> wrote: weights bit-exact.</summary>
internal static class ClassifierGraphReader
{
    /// <summary>Whether the model holds a classifier of this library.</summary>
    public static bool HoldsClassifier(ModelProto model) =>
        EncoderGraphReader.HoldsEncoder(model) && EncoderGraphReader.Metadata(model, ClassifierGraph.TemperatureKey) is not null;

    /// <summary>The classifier that the model holds, with the names of its classes if they are known.</summary>
    /// <param name="model">A parsed model for which <see cref="HoldsClassifier"/> is true.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">Weights or metadata are missing or damaged.</exception>
    public static CmaeClassifier Read(ModelProto model, string where)
    {
        CmaeEncoder encoder = EncoderGraphReader.Read(model, where);
        Dictionary<string, TensorProto> stored = EncoderGraphReader.Initializers(model, where);
        long count = stored.TryGetValue(ClassifierWeights.HeadBiasName, out TensorProto? bias) && bias.Dims is [var extent] ? extent : 0;
        try
        {
            var weights = new ClassifierWeights(
                encoder,
                EncoderGraphReader.Weight(stored, ClassifierWeights.HeadWeightName, [count, encoder.Architecture.Width], where),
                EncoderGraphReader.Weight(stored, ClassifierWeights.HeadBiasName, [count], where),
                float.Parse(EncoderGraphReader.Metadata(model, ClassifierGraph.TemperatureKey)!, CultureInfo.InvariantCulture));
            string[]? classes = EncoderGraphReader.Metadata(model, ClassifierGraph.ClassesKey) is { } json
                ? JsonSerializer.Deserialize<string[]>(json)
                : null;
            return new(weights, classes?.Length == count ? classes : null);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException or OverflowException)
        {
            throw new InvalidDataException($"'{where}' is damaged: its classifier cannot be read: {exception.Message}", exception);
        }
    }
}
