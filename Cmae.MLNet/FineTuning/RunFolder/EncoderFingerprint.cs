using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Cmae.MLNet.FineTuning.RunFolder;

/// <summary>Tells the encoders that a run may start from apart.</summary>
internal static class EncoderFingerprint
{
    /// <summary>A hash of all weights, in words; null is random weights.</summary>
    public static string Of(CmaeEncoder? encoder)
    {
        if (encoder is null)
            return "random weights";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, CmaeWeightTensor weight) in encoder.Weights.OrderBy(weight => weight.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(MemoryMarshal.AsBytes(weight.Values.Span));
        }
        return $"encoder {Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8))}";
    }
}
