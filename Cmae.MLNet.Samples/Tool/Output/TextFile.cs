
namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Saving of text.</summary>
internal static class TextFile
{
    /// <summary>Writes a file, in UTF-8, that appears when it is complete.</summary>
    public static void Save(string text, string path)
    {
        using OutputFile file = OutputFile.Create(path);
        using (var writer = new StreamWriter(file.Stream, leaveOpen: true))
            writer.Write(text);
        file.Complete();
    }
}
