namespace Cmae.MLNet.Imaging;

/// <summary>Where the image of one row comes from.</summary>
/// <remarks>Immutable; can be loaded again and again, on any thread.</remarks>
internal abstract class ImageSource(string name)
{
    /// <summary>What messages call the image: its path, or its row and column.</summary>
    public string Name => name;

    /// <summary>Makes the pixels; an image whose short edge exceeds the limit is scaled down to it.</summary>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The content is no image, or only a part of one.</exception>
    public abstract PixelImage Load(int? maxShortEdge);

    /// <summary>Checks what loading does not: throws where the pixels at hand are only a part of the image.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public virtual void RequireComplete()
    {
    }
}

/// <summary>A file, read each time.</summary>
internal sealed class FileImage(string path, Func<string, int?, PixelImage> decode) : ImageSource(path)
{
    public override PixelImage Load(int? maxShortEdge) => decode(Name, maxShortEdge);
}

/// <summary>The content of an image file, decoded each time.</summary>
internal sealed class EncodedImage(byte[] content, string name) : ImageSource(name)
{
    public override PixelImage Load(int? maxShortEdge) => ImageDecoder.Decode(content, $"The image in {Name}", maxShortEdge);
}

/// <summary>Pixels copied from an image that its pipeline owns.</summary>
internal class CapturedImage(PixelImage pixels, string name) : ImageSource(name)
{
    public override PixelImage Load(int? maxShortEdge) => ImageDecoder.Reduce(pixels, maxShortEdge);
}

/// <summary>Pixels of an image that ML.NET loaded from a file. Its loading fills up a truncated file with gray and says nothing.</summary>
internal sealed class LoadedFileImage(PixelImage pixels, string path) : CapturedImage(pixels, path)
{
    public override void RequireComplete() => ImageDecoder.DecodeFile(Name, maxShortEdge: 1);
}

/// <summary>A row without an image.</summary>
internal sealed class UnreadableImage(string name, string reason, Exception? cause = null) : ImageSource(name)
{
    public override PixelImage Load(int? maxShortEdge) => throw new InvalidDataException(reason, cause);
}
