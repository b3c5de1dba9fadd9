using System.Runtime.InteropServices;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Onnx;

/// <summary>Reads an encoder back out of an ONNX model that <see cref="EncoderGraph"/> wrote: weights bit-exact, configuration from the metadata.</summary>
internal static class EncoderGraphReader
{
    /// <summary>Parses ONNX bytes and verifies their checksum; allocates in proportion to the file, whatever it claims.</summary>
    /// <param name="open">Opens the ONNX file's content; called twice.</param>
    /// <param name="length">Bytes of the file that the content comes from.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are not an ONNX model.</exception>
    public static ModelProto Parse(Func<Stream> open, long length, string where)
    {
        try
        {
            using (Stream bytes = open())
                MessageBudget.Check(bytes, length);
            using Stream again = open();
            ModelProto model = ModelProto.Parser.ParseFrom(again);
            GraphChecksum.Verify(model, where);
            return model;
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException(
                $"'{where}' is not an ONNX model, or is damaged: {exception.Message} " +
                "Copy or download the file again, or export it again.", exception);
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith('\''))
        {
            throw new InvalidDataException($"'{where}' is not an ONNX model, or is damaged: {exception.Message}.", exception);
        }
    }

    /// <summary>Parses an ONNX file, as <see cref="Parse(Func{Stream}, long, string)"/> does.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not an ONNX model.</exception>
    public static ModelProto Parse(string path)
    {
        long length;
        using (FileStream stream = CheckpointStream.OpenRead(path))
            length = stream.Length;
        return Parse(() => CheckpointStream.OpenRead(path), length, path);
    }

    /// <summary>Whether the model holds an encoder of this library.</summary>
    public static bool HoldsEncoder(ModelProto model) => Metadata(model) is not null;

    /// <summary>The encoder that the model holds.</summary>
    /// <param name="model">A parsed model.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The model was not written by this library, or weights are rounded, missing or damaged.</exception>
    public static CmaeEncoder Read(ModelProto model, string where)
    {
        string json = Metadata(model) ?? throw new InvalidDataException(
            $"'{where}' holds no CMAE encoder: the ONNX metadata '{EncoderConfigurationJson.MetadataKey}' is missing. " +
            "Only files written by CmaeEncoder.ExportOnnx or CmaeEncoder.Save can be read back.");
        if (Metadata(model, EncoderGraph.PrecisionKey) is { } precision)
        {
            throw new InvalidDataException(
                $"'{where}' was exported for scoring only: its weights are rounded ({EncoderGraph.PrecisionKey} is '{precision}'), " +
                "and an encoder must have the exact ones. Load the file it was exported from.");
        }
        GraphSafety.Check(model, where);
        CmaeEncoderConfiguration configuration = EncoderConfigurationJson.Read(json, where);
        Dictionary<string, TensorProto> stored = Initializers(model, where);
        return new CmaeEncoder(configuration, EncoderLayout.Weights(configuration)
            .ToDictionary(weight => weight.Name, weight => Weight(stored, weight.Name, weight.Shape, where)));
    }

    /// <summary>The model's initializers by name.</summary>
    public static Dictionary<string, TensorProto> Initializers(ModelProto model, string where)
    {
        var stored = new Dictionary<string, TensorProto>();
        foreach (TensorProto tensor in model.Graph?.Initializer ?? [])
        {
            if (!stored.TryAdd(tensor.Name, tensor))
                throw new InvalidDataException($"'{where}' is damaged: the initializer '{tensor.Name}' appears more than once.");
        }
        return stored;
    }

    /// <summary>One of the initializers, checked against the shape it must have.</summary>
    public static CmaeWeightTensor Weight(Dictionary<string, TensorProto> stored, string name, long[] shape, string where) =>
        stored.TryGetValue(name, out TensorProto? tensor)
            ? Weight(tensor, shape, where)
            : throw new InvalidDataException(
                $"'{where}' is damaged: the weight '{name}' of shape [{string.Join(", ", shape)}] is missing.");

    /// <summary>A value of the model's metadata; null if it is missing.</summary>
    public static string? Metadata(ModelProto model, string key) => model.MetadataProps.FirstOrDefault(pair => pair.Key == key)?.Value;

    private static CmaeWeightTensor Weight(TensorProto tensor, long[] shape, string where)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Float)
        {
            throw new InvalidDataException(
                $"'{where}': the weight '{tensor.Name}' has the ONNX data type {tensor.DataType} where 1 (32-bit float) is needed.");
        }
        if (!tensor.Dims.SequenceEqual(shape))
        {
            throw new InvalidDataException(
                $"'{where}': the weight '{tensor.Name}' has shape [{string.Join(", ", tensor.Dims)}] " +
                $"where the configuration needs [{string.Join(", ", shape)}].");
        }
        long count = shape.Aggregate(1L, (product, extent) => checked(product * extent));
        if (tensor.RawData.Length != sizeof(float) * count)
        {
            throw new InvalidDataException(
                $"'{where}' is damaged: the weight '{tensor.Name}' has {tensor.RawData.Length} bytes " +
                $"where its shape needs {sizeof(float) * count}.");
        }
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(tensor.RawData.Span);
        FiniteWeights.Check(values, tensor.Name, where);
        return new CmaeWeightTensor(shape, values.ToArray());
    }

    private static string? Metadata(ModelProto model) => Metadata(model, EncoderConfigurationJson.MetadataKey);
}
