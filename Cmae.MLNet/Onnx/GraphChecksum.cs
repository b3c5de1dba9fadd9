using System.Globalization;
using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Onnx;

/// <summary>The checksum in the metadata of this library's ONNX models, of everything else in the model.</summary>
internal static class GraphChecksum
{
    public const string MetadataKey = "cmae.crc32";

    /// <summary>Adds the checksum to a finished model.</summary>
    public static void Add(ModelProto model) =>
        model.MetadataProps.Add(new StringStringEntryProto { Key = MetadataKey, Value = Of(model) });

    /// <summary>Whether the model has a checksum.</summary>
    public static bool IsIn(ModelProto model) => model.MetadataProps.Any(pair => pair.Key == MetadataKey);

    /// <summary>Compares the model with its checksum, if it has one.</summary>
    /// <param name="model">A parsed model.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The model is damaged.</exception>
    public static void Verify(ModelProto model, string where)
    {
        StringStringEntryProto? stored = model.MetadataProps.FirstOrDefault(pair => pair.Key == MetadataKey);
        if (stored is null)
            return;
        int index = model.MetadataProps.IndexOf(stored);
        model.MetadataProps.RemoveAt(index);
        string actual = Of(model);
        model.MetadataProps.Insert(index, stored);
        if (actual != stored.Value)
        {
            throw new InvalidDataException(
                $"'{where}' is damaged: its graph has the checksum {actual} where {stored.Value} was written. " +
                "Copy or download the file again, or export it again.");
        }
    }

    private static string Of(ModelProto model)
    {
        using var checksum = new Crc32Stream();
        model.WriteTo(checksum);
        return checksum.Checksum.ToString("x8", CultureInfo.InvariantCulture);
    }
}
