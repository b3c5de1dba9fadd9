using Cmae.MLNet.Files;
using Microsoft.Win32.SafeHandles;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Reads image files, once and without a copy: regular files of a size that can be an image's.</summary>
internal static class ImageFileContent
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, larger than <see cref="ImageLimits.FileBytes"/>, or not a regular file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SKData Read(string path, string? place)
    {
        if (!File.Exists(path) || Target(path) is not { Exists: true } file) // a link that leads nowhere exists, its target does not
            throw Missing(path, place);
        long length = file.Length;
        // Pipes, devices and sockets have a length of 0; opening or reading one may never end.
        if (length == 0)
        {
            throw new InvalidDataException(
                $"{Name(path, place)} is empty (0 bytes), or not a regular file (a pipe, a socket or a device).");
        }
        if (length > ImageLimits.FileBytes)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{Name(path, place)} has {length / 1e6:F0} MB; an image file may have at most {ImageLimits.FileBytes / 1e6:F0} MB."));
        }
        return Read(path, place, (int)length);
    }

    /// <summary>What messages call a file, at the start of a sentence.</summary>
    public static string Name(string path, string? place) =>
        $"The image file '{PrintableName.Of(path)}'{(place is null ? "" : $" ({place})")}";

    private static unsafe SKData Read(string path, string? place, int length)
    {
        using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        SKData data = SKData.Create(length);
        var content = new Span<byte>((void*)data.Data, length);
        for (int read = 0; read < length;)
        {
            int count = RandomAccess.Read(file, content[read..], read);
            if (count == 0)
            {
                data.Dispose();
                throw new InvalidDataException($"{Name(path, place)} is truncated: it became shorter while it was read.");
            }
            read += count;
        }
        return data;
    }

    private static FileInfo Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);

    private static Exception Missing(string path, string? place) => Directory.Exists(path)
        ? new InvalidDataException($"{Name(path, place)} is a folder, not a regular file.")
        : new FileNotFoundException(
            $"The image file '{PrintableName.Of(path)}' does not exist. " +
            $"Paths are relative to the working directory '{Environment.CurrentDirectory}'." +
            (place is null ? "" : $" This one is from {place}."), path);
}
