namespace Cmae.MLNet.Imaging;

/// <summary>What the codes of a mask's pixels are.</summary>
internal enum MaskCoding
{
    /// <summary>Gray values of 1 to 16 bits.</summary>
    Gray,

    /// <summary>Indices into a palette of colors.</summary>
    Palette,

    /// <summary>Colors, 0xRRGGBB.</summary>
    Colors,
}
