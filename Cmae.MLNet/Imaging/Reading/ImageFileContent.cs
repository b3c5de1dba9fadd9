using System.Globalization;
using System.Runtime.InteropServices;
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
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, larger than <see cref="ImageLimits.FileBytes"/>, or not a regular file.</exception>
    /// <exception cref="IOException">It cannot be read; the message names it and says why.</exception>
    public static SKData Read(string path, string? place, ImageLimits limits)
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
        if (length > limits.FileBytes)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(path, place)} has {length / 1e6:0.###} MB; an image file may have at most {limits.FileBytes / 1e6:0.###} MB " +
                $"({ImageLimits.FileBytesOption})."));
        }
        try
        {
            return Read(path, place, (int)length);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || exception.GetType() == typeof(IOException))
        {
            throw new IOException($"{Name(path, place)} cannot be read: {FileFailure.Reason(exception)}", exception);
        }
    }

    /// <summary>Maps a file into memory, of which little is read if only the header is looked at; null if it is not a file that can be an image's.</summary>
    public static SKData? Map(string path, ImageLimits limits) =>
        File.Exists(path) && Target(path) is { Exists: true, Length: > 0 and var length } && length <= limits.FileBytes
            ? SKData.Create(path)
            : null;

    /// <summary>What messages call a file, at the start of a sentence.</summary>
    public static string Name(string path, string? place) =>
        $"The image file '{PrintableName.Of(path)}'{(place is null ? "" : $" ({place})")}";

    private static unsafe SKData Read(string path, string? place, int length)
    {
        using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        // Skia ends the process when it gets no memory.
        void* memory = NativeMemory.Alloc((nuint)length);
        SKData data = SKData.Create((IntPtr)memory, length, (address, _) => NativeMemory.Free((void*)address));
        var content = new Span<byte>(memory, length);
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
