namespace Cmae.MLNet.Checkpoints;

/// <summary>An open file of named tensors, whose values are read one tensor at a time.</summary>
internal interface ITensorFile : IDisposable
{
    /// <summary>The file, for messages.</summary>
    string Path { get; }

    /// <summary>Bytes of the file, of all of them if it comes in shards.</summary>
    long Length { get; }

    /// <summary>Whether damage to the values that are read would be noticed.</summary>
    bool HasChecksum { get; }

    /// <summary>Every tensor by name, in the file's order.</summary>
    IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>Text that is stored beside the tensors; empty if there is none.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The keys, joined by dots, of the dictionary in the file that <see cref="Tensors"/> are from; empty for the outermost.</summary>
    string Dictionary => "";

    /// <summary>Encoders in other dictionaries of the file, as <see cref="CmaeImportOptions.Prefix"/> names them.</summary>
    IReadOnlyList<string> EncodersElsewhere => [];

    /// <summary>Reads a tensor's values in row-major order, converted to 32-bit floats, straight into an array.</summary>
    /// <param name="name">One of <see cref="Tensors"/>.</param>
    /// <param name="destination">As many values as the tensor has.</param>
    /// <exception cref="InvalidDataException">The values are damaged or cut short.</exception>
    void ReadSingles(string name, Span<float> destination);
}
