namespace Cmae.MLNet.Imaging;

/// <summary>What helps against images that are read in another way than their owner may think: sentences of messages.</summary>
internal static class ImageRemedies
{
    /// <summary>Against an EXIF orientation, which not all readers follow.</summary>
    public const string Rotate = "Rotate the files once, for example with 'mogrify -auto-orient': then all agree.";
}
