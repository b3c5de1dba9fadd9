namespace Cmae.MLNet.Imaging;

/// <summary>A gray value, palette index or color that occurs in a mask.</summary>
/// <param name="Code">The value, the index, or 0xRRGGBB.</param>
/// <param name="X">Column of the first pixel that has it.</param>
/// <param name="Y">Row of the first pixel that has it.</param>
internal readonly record struct MaskCode(int Code, int X, int Y);
