using Cmae.MLNet.Artifacts;
using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet;

public sealed partial class CmaeEncoder
{
    /// <summary>Reads an encoder from a file that this library or other code wrote.</summary>
    /// <param name="path">
    /// A <c>.safetensors</c> file or an index of several (<c>.index.json</c>), or a checkpoint that torch.save wrote, in the naming of the official CMAE code,
    /// Facebook's MAE, timm, Hugging Face or torchvision; nothing in it is executed. Or an <c>.onnx</c> or ML.NET <c>.zip</c> file of this library. The kind is
    /// told by the content; the extension does not matter.
    /// </param>
    /// <returns>The encoder; bit-exact if this library wrote the file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, not a regular file, or holds no encoder that this library can represent.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The file does not fit in memory.</exception>
    /// <exception cref="ArgumentException">The file is not of a known kind.</exception>
    public static CmaeEncoder Load(string path) => Load(path, new CmaeImportOptions());

    /// <summary>Reads an encoder from a file, for another image or patch size, or with settings that the file does not contain.</summary>
    /// <param name="path">As for <see cref="Load(string)"/>.</param>
    /// <param name="options">Sizes, heads and channel order that differ from the file's or are missing in it.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, not a regular file, or holds no encoder that this library can represent.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The file does not fit in memory.</exception>
    /// <exception cref="ArgumentException">The file is not of a known kind, or the options do not match the encoder.</exception>
    public static CmaeEncoder Load(string path, CmaeImportOptions options) => Load(path, options, out _);

    /// <summary>Reads an encoder from a file and reports how its content was interpreted.</summary>
    /// <param name="path">As for <see cref="Load(string)"/>.</param>
    /// <param name="options">Sizes, heads and channel order that differ from the file's or are missing in it.</param>
    /// <param name="report">What was mapped, ignored, missing and assumed.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, not a regular file, or holds no encoder that this library can represent.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">The file does not fit in memory.</exception>
    /// <exception cref="ArgumentException">The file is not of a known kind, or the options do not match the encoder.</exception>
    public static CmaeEncoder Load(string path, CmaeImportOptions options, out CmaeImportReport report)
    {
        (CmaeEncoder encoder, report) = EncoderFiles.Load(path, options);
        return encoder;
    }

    /// <summary>Writes the encoder to a file, atomically: an existing file is replaced only when the new one is complete.</summary>
    /// <param name="path">A file in an existing folder, of extension <c>.safetensors</c>, <c>.onnx</c>, <c>.zip</c> (an ML.NET model),
    /// or <c>.pth</c> (the official code).</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The file extension is not supported.</exception>
    public void Save(string path) => EncoderFiles.Save(this, path);

    /// <summary>
    /// Writes the weights alone, under the names that other code loads, atomically (the file is never left half-written). The loading code must be
    /// told what a state dict does not contain, such as <see cref="Preprocessing"/> and the number of heads.
    /// </summary>
    /// <param name="path">A file in an existing folder, of extension <c>.safetensors</c>, <c>.pth</c>, <c>.pt</c> or <c>.bin</c>.</param>
    /// <param name="layout">Whose names to use.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The file extension is not supported, or the layout cannot hold this encoder.</exception>
    public void SaveStateDict(string path, CmaeStateDictLayout layout) => EncoderStateDict.Write(this, path, layout);
}
