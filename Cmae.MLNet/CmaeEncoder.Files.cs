using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet;

public sealed partial class CmaeEncoder
{
    /// <summary>Reads an encoder from a file.</summary>
    /// <param name="path">A <c>.safetensors</c> file.</param>
    /// <returns>The encoder; bit-exact where this library wrote the file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no encoder.</exception>
    /// <exception cref="ArgumentException">The extension is of no known kind of file.</exception>
    public static CmaeEncoder Load(string path) => EncoderFiles.Load(path);

    /// <summary>Writes the encoder to a file, as a whole or not at all: an existing file stays until the new one is complete.</summary>
    /// <param name="path">A file in an existing folder, of extension <c>.safetensors</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The extension is of no known kind of file.</exception>
    public void Save(string path) => EncoderFiles.Save(this, path);
}
