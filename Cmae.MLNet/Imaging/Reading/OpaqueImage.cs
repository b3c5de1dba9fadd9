using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// An image in full size as ML.NET's resizing takes it, without transparency. Pixels are decoded into it: a photo of 100 megapixels needs four
/// bytes a pixel, not those of a second image as well.
/// </summary>
/// <remarks>One thread at a time; owns the pixels, dispose.</remarks>
internal sealed class OpaqueImage : IDisposable
{
    private const int BytesPerPixel = 4;

    private OpaqueImage(int width, int height) => Image = Blank(width, height);

    /// <summary>The pixels, R,G,B and an alpha of 255.</summary>
    public MLImage Image { get; }

    /// <summary>What is to be told of the file that the image was read from.</summary>
    public ImageTraits Traits { get; private set; }

    /// <summary>Decodes an image as it is stored.</summary>
    /// <exception cref="InvalidDataException">It is truncated or damaged.</exception>
    public static unsafe OpaqueImage Read(ImageHeader header)
    {
        SKSizeI size = header.Codec.Info.Size;
        var image = new OpaqueImage(size.Width, size.Height);
        try
        {
            // Multiplied by alpha is composed over black.
            var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
            Span<byte> pixels = image.Writable();
            fixed (byte* destination = pixels)
                header.Decode(info, (IntPtr)destination);
            byte brightest = header.HasSixteenBits ? PixelRows.Brightest(pixels) : byte.MaxValue;
            for (int alpha = BytesPerPixel - 1; alpha < pixels.Length; alpha += BytesPerPixel)
                pixels[alpha] = byte.MaxValue;
            image.Traits = header.Traits(brightest, SKEncodedOrigin.TopLeft);
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>A copy of an image.</summary>
    public static OpaqueImage Of(PixelImage image)
    {
        var copy = new OpaqueImage(image.Width, image.Height) { Traits = image.Traits };
        Span<byte> pixels = copy.Writable();
        for (int from = 0, to = 0; to < pixels.Length; from += 3, to += BytesPerPixel)
        {
            image.Pixels.AsSpan(from, 3).CopyTo(pixels[to..]);
            pixels[to + 3] = byte.MaxValue;
        }
        return copy;
    }

    public void Dispose() => Image.Dispose();

    // ML.NET makes images of pixels that are there already. These are zeros, for which the system has no memory to find as long as nobody
    // writes.
    private static unsafe MLImage Blank(int width, int height)
    {
        int length = BytesPerPixel * width * height;
        void* zeros = NativeMemory.AllocZeroed((nuint)length);
        try
        {
            return MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, new ReadOnlySpan<byte>(zeros, length));
        }
        catch (Exception exception) when (exception.GetType() == typeof(Exception)) // so Skia says that it gets no memory
        {
            throw new InsufficientMemoryException(exception.Message, exception);
        }
        finally
        {
            NativeMemory.Free(zeros);
        }
    }

    // The image is not anybody else's yet.
    private Span<byte> Writable()
    {
        ReadOnlySpan<byte> pixels = Image.Pixels;
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(pixels), pixels.Length);
    }
}
