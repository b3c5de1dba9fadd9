using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Reads the pixels of a mask's file: PNG with its own values and palette indices, other formats without loss as colors.</summary>
internal static class MaskFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a mask, or damaged, or too large.</exception>
    public static MaskPixels Read(string path, string? place)
    {
        byte[] content = Content(path, place);
        string name = MaskErrors.Name(path);
        if (PngFile.IsPng(content))
            return PngMask.Read(content, name);
        if (content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            throw new InvalidDataException(
                $"{name} is a JPEG, which changes the values of pixels: classes cannot be read from it. Export the masks again, as PNG.");
        }
        return ColorMask.Of(ImageDecoder.AsStored.DecodeFile(path, place), name);
    }

    private static byte[] Content(string path, string? place)
    {
        using SKData content = ImageFileContent.Read(path, place, ImageLimits.Default);
        return content.ToArray();
    }
}
