using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Cmae.MLNet.Encoders;

/// <summary>Tells encoders apart by their weights.</summary>
internal static class WeightsHash
{
    /// <summary>16 hexadecimal digits of a hash of all weights with their names.</summary>
    public static string Of(CmaeEncoder encoder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, CmaeWeightTensor weight) in encoder.Weights.OrderBy(weight => weight.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(MemoryMarshal.AsBytes(weight.Values.Span));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
