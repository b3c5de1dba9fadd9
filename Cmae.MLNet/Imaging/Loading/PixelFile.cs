using Cmae.MLNet.Files;
using Microsoft.Win32.SafeHandles;

namespace Cmae.MLNet.Imaging;

/// <summary>Pixels that do not fit into memory, in a temporary file that is deleted with the object or with the process.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class PixelFile : IDisposable
{
    private readonly SafeFileHandle _file = Open(Path.Combine(Path.GetTempPath(), $"cmae-pixels-{Guid.NewGuid():N}"));
    private long _length;

    /// <summary>Writes pixels to the file.</summary>
    /// <returns>A source that reads the image back.</returns>
    public ImageSource Add(PixelImage pixels, string name)
    {
        long offset = Interlocked.Add(ref _length, pixels.Pixels.LongLength) - pixels.Pixels.LongLength;
        try
        {
            RandomAccess.Write(_file, pixels.Pixels, offset);
        }
        catch (Exception exception) when (FileFailure.IsOfFile(exception))
        {
            throw new IOException(
                $"Images beyond the memory budget (CacheBytes) cannot be written to a temporary file in '{Path.GetTempPath()}': " +
                $"{FileFailure.Reason(exception)} Raise CacheBytes, or pass paths instead of MLImages.", exception);
        }
        return new StoredImage(_file, offset, pixels.Width, pixels.Height, name);
    }

    public void Dispose() => _file.Dispose();

    // Windows deletes the file when the process ends, however it ends. Elsewhere .NET would delete it only on closing; but there a file
    // whose name is deleted at once lives on until it is closed.
    private static SafeFileHandle Open(string path)
    {
        FileSizeSignal.TurnIntoErrors();
        FileOptions options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    private sealed class StoredImage(SafeFileHandle file, long offset, int width, int height, string name) : ImageSource(name)
    {
        public override PixelImage Load(int? maxShortEdge)
        {
            var pixels = new PixelImage(width, height);
            for (int read = 0; read < pixels.Pixels.Length;)
                read += RandomAccess.Read(file, pixels.Pixels.AsSpan(read), offset + read);
            return pixels;
        }
    }
}
