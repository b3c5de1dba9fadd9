namespace Cmae.MLNet.Samples.Tool.Images;

/// <summary>What a verb does with images that cannot be read; the names in lower case are the values on the command line.</summary>
internal enum BadImages
{
    /// <summary>Names them, leaves them out and counts them.</summary>
    Skip,

    /// <summary>Names them and stops before any work.</summary>
    Stop,
}
