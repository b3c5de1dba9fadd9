using Cmae.MLNet.Files;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Imaging;

/// <summary>One image in any of the forms in which it can be given: a file, the content of a file, or pixels.</summary>
/// <remarks>Immutable; can be loaded again and again, on any thread.</remarks>
internal abstract class ImageSource(string name)
{
    /// <summary>What messages call the image: its path, or its row and column.</summary>
    public string Name => name;

    /// <summary>Makes the pixels; an image whose short edge exceeds the limit is scaled down to it.</summary>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The content is not an image, or only a part of one.</exception>
    public abstract PixelImage Load(int? maxShortEdge);

    /// <summary>Writes the square that scoring sees, made of the image in full size, as planes on the 0..255 scale.</summary>
    /// <param name="resizer">Makes the square.</param>
    /// <param name="planes">Receives <see cref="StockResizer.PlanesLength"/> values.</param>
    /// <returns>What is to be told of the file.</returns>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The content is not an image, or only a part of one.</exception>
    public virtual ImageTraits WritePlanes(StockResizer resizer, Memory<float> planes)
    {
        using OpaqueImage image = OpaqueImage.Of(Load(null));
        resizer.WritePlanes(image.Image, planes.Span);
        return image.Traits;
    }

    /// <summary>The same image independent of its owner, to be loaded after the cursor has moved on.</summary>
    public virtual ImageSource Keep() => this;

    /// <summary>Checks what loading does not: throws if the pixels at hand are only a part of the image.</summary>
    /// <returns>What is to be told of the file, if loading cannot see it.</returns>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public virtual ImageTraits RequireComplete() => ImageTraits.None;
}

/// <summary>A file, read each time.</summary>
/// <param name="path">The file.</param>
/// <param name="decoder">How it is read.</param>
/// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
internal sealed class FileImage(string path, ImageDecoder decoder, string? place = null) : ImageSource(PrintableName.Of(path))
{
    public override PixelImage Load(int? maxShortEdge) => decoder.DecodeFile(path, place, maxShortEdge);

    public override ImageTraits WritePlanes(StockResizer resizer, Memory<float> planes)
    {
        using OpaqueImage image = decoder.OpenFile(path, place);
        resizer.WritePlanes(image.Image, planes.Span);
        return image.Traits;
    }
}

/// <summary>The content of an image file, decoded each time.</summary>
internal sealed class EncodedImage(ReadOnlyMemory<byte> content, ImageDecoder decoder, string name) : ImageSource(name)
{
    public override PixelImage Load(int? maxShortEdge) => decoder.Decode(content.Span, $"The image in {Name}", maxShortEdge);

    public override ImageTraits WritePlanes(StockResizer resizer, Memory<float> planes)
    {
        using OpaqueImage image = decoder.Open(content.Span, $"The image in {Name}");
        resizer.WritePlanes(image.Image, planes.Span);
        return image.Traits;
    }
}

/// <summary>An image that somebody else owns: valid until its owner disposes it or its cursor moves on, and never disposed here.</summary>
internal sealed class BorrowedImage(MLImage image, ImageDecoder decoder, string name) : ImageSource(name)
{
    public override PixelImage Load(int? maxShortEdge)
    {
        PixelImage? pixels = null;
        Read(() => pixels = ImageDecoder.Capture(image));
        return ImageDecoder.Reduce(pixels!, maxShortEdge);
    }

    public override ImageTraits WritePlanes(StockResizer resizer, Memory<float> planes)
    {
        Read(() => resizer.WritePlanes(image, planes.Span));
        // ML.NET's loading names the file that it read, whose orientation it does not look at.
        return string.IsNullOrEmpty(image.Tag) ? ImageTraits.None : decoder.TraitsAsStored(image.Tag);
    }

    public override ImageSource Keep()
    {
        try
        {
            PixelImage pixels = Load(null);
            return File.Exists(image.Tag) ? new LoadedFileImage(pixels, decoder, image.Tag) : new CapturedImage(pixels, Name);
        }
        catch (InvalidDataException exception)
        {
            return new UnreadableImage(Name, exception.Message, exception);
        }
    }

    private void Read(Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (UnreadableImage.CanBeCausedBy(exception))
        {
            throw new InvalidDataException(UnreadableImage.Message(Name, exception), exception);
        }
    }
}

/// <summary>Pixels copied from an image that its pipeline owns.</summary>
internal class CapturedImage(PixelImage pixels, string name) : ImageSource(name)
{
    public override PixelImage Load(int? maxShortEdge) => ImageDecoder.Reduce(pixels, maxShortEdge);
}

/// <summary>Pixels of an image that ML.NET loaded from a file. ML.NET fills up a truncated file with gray and reports nothing.</summary>
internal sealed class LoadedFileImage(PixelImage pixels, ImageDecoder decoder, string path)
    : CapturedImage(pixels, PrintableName.Of(path))
{
    public override ImageTraits RequireComplete() =>
        (decoder with { TurnsFiles = false }).DecodeFile(path, maxShortEdge: ImageLimits.CheckedShortEdge).Traits;
}

/// <summary>A row without an image.</summary>
internal sealed class UnreadableImage(string name, string reason, Exception? cause = null) : ImageSource(name)
{
    public override PixelImage Load(int? maxShortEdge) => throw new InvalidDataException(reason, cause);

    /// <summary>Whether an error that somebody else's code throws says that an image cannot be read.</summary>
    public static bool CanBeCausedBy(Exception exception) => exception is not (OutOfMemoryException or OperationCanceledException);

    /// <summary>What is said about such an error.</summary>
    public static string Message(string name, Exception cause) => $"The image in {name} cannot be read: {cause.Message}";
}
