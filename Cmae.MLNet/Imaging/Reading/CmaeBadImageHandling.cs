namespace Cmae.MLNet;

/// <summary>What to do with an image that is missing, truncated or not an image.</summary>
public enum CmaeBadImageHandling
{
    /// <summary>Stop with an error that names the file. The default.</summary>
    Throw,

    /// <summary>Leave the image out of training, with a warning and a count; no other row is lost.</summary>
    Skip,
}
