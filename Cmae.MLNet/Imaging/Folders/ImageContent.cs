using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Cmae.MLNet.Imaging;

/// <summary>The content of a file, to be compared with that of others: most differ in length or in a few bytes, and are never read in full.</summary>
/// <param name="path">The file.</param>
/// <param name="length">Its length.</param>
/// <remarks>One thread at a time.</remarks>
internal sealed class ImageContent(string path, long length)
{
    // From the middle, where images of one camera or program differ; they begin alike.
    private const int SampleBytes = 4096;

    private readonly Lazy<string> _sample = new(() => Sample(path, length)), _hash = new(() => Hash(path));

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Bytes of a file at the end of all links; null if it is not a regular file, or empty.</summary>
    public static long? LengthOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
                file = target;
            return file is { Exists: true, Length: > 0 } ? file.Length : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // whoever reads the image says so
        }
    }

    /// <summary>Whether another file of the same length has the same content.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public bool Equals(ImageContent other) => _sample.Value == other._sample.Value && _hash.Value == other._hash.Value;

    private static string Sample(string path, long length)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        var bytes = new byte[Math.Min(SampleBytes, length)];
        int count = RandomAccess.Read(file, bytes, (length - bytes.Length) / 2);
        return Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, count)));
    }

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
