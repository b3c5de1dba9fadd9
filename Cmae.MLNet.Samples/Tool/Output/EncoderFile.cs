namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Saving of an encoder.</summary>
internal static class EncoderFile
{
    /// <summary>The extensions that <see cref="Save"/> knows.</summary>
    public static readonly string[] Extensions = [".safetensors", ".onnx"];

    /// <summary>Saves an encoder in the format that the file's extension says.</summary>
    public static void Save(CmaeEncoder encoder, FileInfo file)
    {
        file.Directory!.Create();
        if (string.Equals(file.Extension, ".onnx", StringComparison.OrdinalIgnoreCase))
            encoder.ExportOnnx(file.FullName);
        else
            encoder.Save(file.FullName);
    }
}
