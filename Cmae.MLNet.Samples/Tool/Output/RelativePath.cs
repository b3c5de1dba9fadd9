namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Paths as tables show them: relative to the folder of images, with slashes on every system.</summary>
internal static class RelativePath
{
    public static string Of(string folder, ReadOnlyMemory<char> path) => Of(folder, path.ToString());

    // except on Windows, a backslash is part of a name
    public static string Of(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
