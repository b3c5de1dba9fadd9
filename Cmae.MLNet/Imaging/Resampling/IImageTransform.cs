namespace Cmae.MLNet.Imaging;

/// <summary>Makes another image of one, the same of the same. Thread-safe.</summary>
internal interface IImageTransform
{
    /// <param name="image">The image in full size; it is only read.</param>
    PixelImage Apply(PixelImage image);
}
