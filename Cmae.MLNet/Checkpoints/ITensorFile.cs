namespace Cmae.MLNet.Checkpoints;

/// <summary>An open file of named tensors, whose values are read one tensor at a time.</summary>
internal interface ITensorFile : IDisposable
{
    /// <summary>The file, for messages.</summary>
    string Path { get; }

    /// <summary>Bytes of the file, of all of them where it comes in shards.</summary>
    long Length { get; }

    /// <summary>Every tensor by name, in the file's order.</summary>
    IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>Text that stands beside the tensors; empty where there is none.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a tensor's values in row-major order, converted to 32-bit floats, straight into an array.</summary>
    /// <param name="name">One of <see cref="Tensors"/>.</param>
    /// <param name="destination">As many values as the tensor has.</param>
    /// <exception cref="InvalidDataException">The values are damaged or cut short.</exception>
    void ReadSingles(string name, Span<float> destination);
}

/// <summary>What every file of tensors can do.</summary>
internal static class TensorFiles
{
    /// <summary>Reads a tensor's values into an array of their own.</summary>
    public static float[] ReadSingles(this ITensorFile file, string name)
    {
        var values = new float[file.Tensors[name].Count];
        file.ReadSingles(name, values);
        return values;
    }
}
