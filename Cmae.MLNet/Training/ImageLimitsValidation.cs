using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Training;

/// <summary>Checks the options that say how large an image may be, which training and scoring share.</summary>
internal static class ImageLimitsValidation
{
    /// <summary>Notes an error for a limit that is out of range.</summary>
    public static void Check(long fileBytes, long pixels, OptionErrors errors)
    {
        errors.Within(ImageLimits.FileBytesOption, fileBytes, 1, ImageLimits.MostFileBytes);
        errors.Within(ImageLimits.PixelsOption, pixels, 1, ImageLimits.MostPixels);
    }
}
