using System.Buffers;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Makes CMAE's two views of an image. A random part of the image is scaled to a master slightly larger than the views. The online view is the
/// master's top left corner, unchanged unless the options say so; the target view is shifted by a few pixels, and its colors are changed. With
/// <see cref="CmaePositivePair.RandomCrops"/>, the target view has its own master.
/// </summary>
/// <remarks>Immutable and thread-safe. The same seed, epoch and image number give the same views, on any thread and in any order.</remarks>
internal sealed class ContrastiveViews(ContrastiveViewsOptions options)
{
    public ContrastiveViewsOptions Options => options;

    /// <summary>Makes the views of an image for one epoch.</summary>
    /// <param name="image">The image; it is only read.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="index">Number of the image.</param>
    /// <param name="online">Receives the online view, side × side × 3.</param>
    /// <param name="target">Receives the target view, side × side × 3.</param>
    public void Make(PixelImage image, int seed, int epoch, int index, Span<byte> online, Span<byte> target) =>
        Make(image, Draw(image, seed, epoch, index), CmaeChannelOrder.Rgb, online, target);

    /// <summary>Makes only the online view, the same as <see cref="Make(PixelImage, int, int, int, Span{byte}, Span{byte})"/>.</summary>
    /// <param name="image">The image; it is only read.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="index">Number of the image.</param>
    /// <param name="online">Receives the online view, side × side × 3.</param>
    public void MakeOnline(PixelImage image, int seed, int epoch, int index, Span<byte> online)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MasterLength);
        Span<byte> master = buffer.AsSpan(0, MasterLength);
        ViewDraw draw = Draw(image, seed, epoch, index);
        MakeMaster(image, draw.Online, master);
        PixelShift.Crop(master, options.MasterSize, 0, 0, options.ImageSize, online);
        ArrayPool<byte>.Shared.Return(buffer);
        ChangeColors(online, draw.OnlineColor, CmaeChannelOrder.Rgb);
    }

    /// <summary>Makes the views that result from given decisions.</summary>
    /// <param name="image">The image; it is only read.</param>
    /// <param name="draw">The decisions.</param>
    /// <param name="channels">Which byte of a pixel is red, for the color operations (see <see cref="Luma.Positions"/>).</param>
    /// <param name="online">Receives the online view, side × side × 3.</param>
    /// <param name="target">Receives the target view, side × side × 3.</param>
    public void Make(PixelImage image, ViewDraw draw, CmaeChannelOrder channels, Span<byte> online, Span<byte> target)
    {
        int side = options.ImageSize, masterSide = options.MasterSize;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MasterLength);
        Span<byte> master = buffer.AsSpan(0, MasterLength);
        MakeMaster(image, draw.Online, master);
        PixelShift.Crop(master, masterSide, 0, 0, side, online);
        if (draw.Target is not null)
            MakeMaster(image, draw.Target, master);
        PixelShift.Crop(master, masterSide, draw.ShiftRows, draw.ShiftColumns, side, target);
        ArrayPool<byte>.Shared.Return(buffer);

        ChangeColors(online, draw.OnlineColor, channels);
        ChangeColors(target, draw.Color, channels);
    }

    /// <summary>Makes the image that views are cut from.</summary>
    public void MakeMaster(PixelImage image, MasterDraw draw, Span<byte> master)
    {
        BicubicResize.Resize(image, draw.Crop, master, options.MasterSize, options.MasterSize);
        if (draw.Flip)
            HorizontalFlip.Mirror(master, options.MasterSize);
    }

    private void ChangeColors(Span<byte> view, ColorDraw color, CmaeChannelOrder channels)
    {
        color.Jitter?.AdjustColors(view[..options.ViewLength], channels);
        if (color.Gray)
            Grayscale.RemoveColors(view[..options.ViewLength], channels);
        if (color.BlurRadius is { } radius)
            GaussianBlur.Blur(view[..options.ViewLength], options.ImageSize, radius);
    }

    private int MasterLength => 3 * options.MasterSize * options.MasterSize;

    // Makes all decisions, whichever views are wanted: those about one view do not depend on whether the other is made.
    private ViewDraw Draw(PixelImage image, int seed, int epoch, int index) =>
        ViewDraw.Draw(RandomSource.Stream(seed, epoch, index), image.Height, image.Width, options);
}
