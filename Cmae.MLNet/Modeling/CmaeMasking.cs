namespace Cmae.MLNet;

/// <summary>What the online branch's mask is made of.</summary>
public enum CmaeMasking
{
    /// <summary>Blocks of 2×2 patches, as the official CMAE code masks. Needs an even token grid; an odd one falls back to patches, said in the log.</summary>
    Block,

    /// <summary>Single patches, as MAE masks.</summary>
    Patch,
}
