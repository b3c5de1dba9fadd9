using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>The container of a torch.save file: one pickle and the storages that it refers to.</summary>
internal abstract class TorchArchive : IDisposable
{
    /// <summary>What the pickle holds.</summary>
    public abstract object? Root { get; }

    /// <summary>Bytes of the file.</summary>
    public abstract long Length { get; }

    /// <summary>Whether damage to the storages that are read would be noticed.</summary>
    public abstract bool HasChecksum { get; }

    /// <summary>Bytes of a storage, or -1 if the archive has none of this key.</summary>
    public abstract long StorageLength(string key);

    /// <summary>Fills <paramref name="destination"/> with a storage's elements, from byte <paramref name="start"/> on.</summary>
    /// <exception cref="EndOfStreamException">The storage ends too early.</exception>
    /// <exception cref="InvalidDataException">The storage is damaged.</exception>
    public abstract void ReadSingles(string key, long start, ElementType type, Span<float> destination);

    public abstract void Dispose();

    /// <summary>Opens either format by the file's first bytes.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is of neither format, or damaged.</exception>
    public static TorchArchive Open(string path)
    {
        FileStream stream = CheckpointStream.OpenRead(path);
        try
        {
            Span<byte> start = stackalloc byte[4];
            int read = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
            stream.Position = 0;
            return start[..read] switch
            {
                [(byte)'P', (byte)'K', 3, 4] => new TorchZipArchive(stream),
                [(byte)PickleOpcode.Protocol, ..] => new TorchStreamArchive(stream),
                _ => throw new InvalidDataException("its first bytes are those of neither format of torch.save"),
            };
        }
        catch (UnsupportedCheckpointException exception)
        {
            stream.Dispose();
            throw new InvalidDataException($"'{path}' {exception.Message}", exception);
        }
        // ZipArchive answers damaged fields with several types
        catch (Exception exception) when (
            exception is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
        {
            stream.Dispose();
            string what = exception is EndOfStreamException ? "it ends too early" : exception.Message.TrimEnd('.');
            throw new InvalidDataException(
                $"'{path}' is not a valid torch checkpoint: {what}. " +
                $"{ForeignContent.Describe(path) ?? "Copy or download the file again, or save it as .safetensors."}", exception);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
