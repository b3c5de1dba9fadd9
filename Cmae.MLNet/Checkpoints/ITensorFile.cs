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

    /// <summary>Reads a tensor's values in row-major order, converted to 32-bit floats.</summary>
    /// <exception cref="KeyNotFoundException">The file has no tensor of this name.</exception>
    /// <exception cref="InvalidDataException">The values are damaged or cut short.</exception>
    float[] ReadSingles(string name);
}
