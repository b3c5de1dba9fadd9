using System.IO.Enumeration;

namespace Cmae.MLNet.Imaging;

/// <summary>A file or folder as its folder lists it.</summary>
/// <param name="Name">The name; bytes that are not UTF-8 are <see cref="Unreadable"/>.</param>
/// <param name="IsFolder">Whether it is a folder, or a link to one.</param>
/// <param name="IsLink">Whether it is a symbolic link or a junction.</param>
/// <param name="IsHidden">Whether it is hidden, or the system's.</param>
/// <param name="IsNameable">Whether .NET can open it by its name: names on Linux may be any bytes.</param>
internal readonly record struct FolderEntry(string Name, bool IsFolder, bool IsLink, bool IsHidden, bool IsNameable)
{
    /// <summary>Stands for bytes of a name that are not UTF-8.</summary>
    public const char Unreadable = '\ufffd';

    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>Lists a folder, in no particular order.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IEnumerable<FolderEntry> List(string folder) => new FileSystemEnumerable<FolderEntry>(folder, Entry, s_everything);

    private static FolderEntry Entry(ref FileSystemEntry entry)
    {
        string name = entry.FileName.ToString();
        if (name.Contains(Unreadable) && !Path.Exists(entry.ToFullPath()))
            return new(name, entry.IsDirectory, IsLink: false, IsHidden: name[0] == '.', IsNameable: false);
        FileAttributes attributes = entry.Attributes;
        bool isHidden = (attributes & (FileAttributes.Hidden | FileAttributes.System)) != 0;
        return new(name, entry.IsDirectory, attributes.HasFlag(FileAttributes.ReparsePoint), isHidden, IsNameable: true);
    }
}
