using System.Globalization;
using System.Text;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>
/// The checksum in the metadata of this library's .safetensors files: of the other metadata, and of name, type, shape and bytes of every tensor,
/// both in the order of their names. Thus it stays right if another program writes the same content in another order.
/// </summary>
internal static class SafetensorsChecksum
{
    public const string MetadataKey = "cmae.crc32";

    /// <summary>The checksum as it is stored: 8 hexadecimal digits.</summary>
    /// <param name="metadata">All metadata; the checksum itself is left out.</param>
    /// <param name="tensors">All tensors.</param>
    /// <param name="appendBytes">Hands the bytes of a tensor to the checksum.</param>
    public static string Compute(
        IReadOnlyDictionary<string, string> metadata, IEnumerable<TensorEntry> tensors, Action<TensorEntry, Crc32> appendBytes)
    {
        var checksum = new Crc32();
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (key != MetadataKey)
                Append(checksum, key, value);
        }
        foreach (TensorEntry tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            Append(checksum, tensor.Name, tensor.Type.ToString(), tensor.ShapeText);
            appendBytes(tensor, checksum);
        }
        return checksum.Value.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static void Append(Crc32 checksum, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
        {
            checksum.Append(Encoding.UTF8.GetBytes(text));
            checksum.Append([0]); // so that texts cannot run into one another
        }
    }
}
