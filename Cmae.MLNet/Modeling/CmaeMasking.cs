namespace Cmae.MLNet;

/// <summary>The unit that masking hides from the online branch.</summary>
public enum CmaeMasking
{
    /// <summary>
    /// Blocks of 2×2 patches, as in the official CMAE code. Needs an even token grid; with an odd one single patches are masked, and the log
    /// says so.
    /// </summary>
    Block,

    /// <summary>Single patches, as in MAE.</summary>
    Patch,
}
