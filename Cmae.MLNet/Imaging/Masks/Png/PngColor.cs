namespace Cmae.MLNet.Imaging;

/// <summary>What the values of a PNG's pixels are; the numbers are those of the format.</summary>
internal enum PngColor
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
