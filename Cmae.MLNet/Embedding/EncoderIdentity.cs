using System.Globalization;
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
        string computed = string.Join(
            '\n', EncoderConfigurationJson.Write(encoder.Configuration), options.FeatureKind, options.Normalize, WeightsHash.Of(encoder));
        string digits = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(computed)).AsSpan(0, 8));
        return string.Create(
            CultureInfo.InvariantCulture, $"cmae-{encoder.Architecture.Width}x{encoder.Architecture.Depth}-{encoder.ImageSize}-{digits}");
    }
}
