using Cmae.MLNet.Files;

namespace Cmae.MLNet.Samples.Output;

/// <summary>Files that a verb was asked to write.</summary>
internal static class OutputFile
{
    /// <summary>Begins a file that appears under its name when it is complete, in a folder that is made where it is missing.</summary>
    public static AtomicFile Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new AtomicFile(path);
    }
}
