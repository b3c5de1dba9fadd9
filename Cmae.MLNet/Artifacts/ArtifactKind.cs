using System.IO.Compression;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Artifacts;

/// <summary>The kinds of files that encoders and classifiers are read from.</summary>
internal enum ArtifactKind
{
    /// <summary>.safetensors, or what torch.save wrote.</summary>
    Tensors,

    /// <summary>An index of several files of tensors.</summary>
    ShardIndex,

    Onnx,

    /// <summary>An ML.NET model (.zip).</summary>
    Model,
}

/// <summary>Tells the kind of a file by its content; the extension decides only if the content does not.</summary>
internal static class ArtifactKinds
{
    private const string Readable = ".safetensors, .safetensors.index.json, .pth, .pt, .bin, .ckpt, .onnx and .zip";

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The path is a folder, or not a regular file.</exception>
    /// <exception cref="ArgumentException">Neither content nor extension are of a known kind.</exception>
    public static ArtifactKind Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = CheckpointStream.OpenRead(path);
        var start = new byte[9];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan(0, read) switch
        {
            [_, _, _, _, _, _, 0, 0, (byte)'{'] => ArtifactKind.Tensors, // .safetensors: the length of the header, and its beginning
            [0x80, ..] => ArtifactKind.Tensors, // a pickle
            [(byte)'P', (byte)'K', 3, 4, ..] when IsArchive(stream, out bool hasPickle) =>
                hasPickle ? ArtifactKind.Tensors : ArtifactKind.Model,
            [0x08, _, 0x12, ..] => ArtifactKind.Onnx, // its version, and who produced it
            _ => ByExtension(path),
        };
    }

    private static ArtifactKind ByExtension(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".safetensors" or ".pth" or ".pt" or ".bin" or ".ckpt" or ".tar" => ArtifactKind.Tensors,
        ".json" when path.EndsWith(".index.json", StringComparison.OrdinalIgnoreCase) => ArtifactKind.ShardIndex,
        ".onnx" => ArtifactKind.Onnx,
        ".zip" => ArtifactKind.Model,
        _ => throw new ArgumentException(
            $"'{path}' is not of a known kind, by its content or by its extension; {Readable} are read. {ForeignContent.Describe(path)}"
                .TrimEnd(),
            nameof(path)),
    };

    /// <summary>Whether the file is a whole .zip archive, and one of torch.save, which ML.NET's models are not.</summary>
    private static bool IsArchive(Stream stream, out bool hasPickle)
    {
        hasPickle = false;
        try
        {
            using ZipArchive zip = ZipEntries.Open(stream);
            hasPickle = zip.Entries.Any(entry => entry.Name == "data.pkl");
            return hasPickle ||
                zip.Entries.Any(entry => entry.FullName.EndsWith("Model.key", StringComparison.Ordinal) || entry.Name == "OnnxModel");
        }
        // damaged: the extension decides who says so
        catch (Exception exception) when (exception
            is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }
}
