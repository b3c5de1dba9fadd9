using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Embedding;

/// <summary>A name for what an embedder computes, from the encoder's weights and everything else that its embeddings depend on.</summary>
internal static class EncoderIdentity
{
    /// <summary>For example <c>cmae-128x6-32-0f3a…</c>: width, depth, image size, and 16 hexadecimal digits of a hash.</summary>
    public static string Of(CmaeEncoder encoder, CmaeEmbedderOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, EncoderConfigurationJson.Write(encoder.Configuration));
        Append(hash, options.FeatureKind.ToString());
        Append(hash, options.Normalize ? "length 1" : "as computed");
        foreach ((string name, CmaeWeightTensor tensor) in encoder.Weights)
        {
            Append(hash, name);
            hash.AppendData(MemoryMarshal.AsBytes(tensor.Values.Span));
        }
        string digits = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
        return string.Create(
            CultureInfo.InvariantCulture, $"cmae-{encoder.Architecture.Width}x{encoder.Architecture.Depth}-{encoder.ImageSize}-{digits}");
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
}
