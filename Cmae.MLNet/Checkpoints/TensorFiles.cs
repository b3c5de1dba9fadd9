using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Opens files of tensors, and what all of them can do.</summary>
internal static class TensorFiles
{
    /// <summary>Opens a file of tensors by its content, whatever its extension: .safetensors, or one that torch.save wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">Which encoder of several is wanted; null if the file has one.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of another kind.</exception>
    public static ITensorFile Open(string path, string? prefix = null) =>
        IsTorch(path) ? TorchFile.Open(path, prefix) : SafetensorsReader.Open(path);

    /// <summary>Reads a tensor's values into an array of their own.</summary>
    public static float[] ReadSingles(this ITensorFile file, string name)
    {
        var values = new float[file.Tensors[name].Count];
        file.ReadSingles(name, values);
        return values;
    }

    private static bool IsTorch(string path)
    {
        using FileStream stream = CheckpointStream.OpenRead(path);
        Span<byte> start = stackalloc byte[9];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)] switch
        {
            [.., (byte)'{'] and { Length: 9 } => false, // the header of .safetensors, after its length
            [(byte)'P', (byte)'K', ..] or [(byte)PickleOpcode.Protocol, ..] => true,
            _ => false,
        };
    }
}
