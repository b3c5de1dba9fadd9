using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>The errors about masks: which file, where in it, and what to do.</summary>
internal static class MaskErrors
{
    private const int Named = 8;

    /// <summary>What messages call a mask's file, at the start of a sentence.</summary>
    public static string Name(string path) => $"The mask '{PrintableName.Of(path)}'";

    /// <summary>The mask is not of its image's size.</summary>
    /// <param name="maskName">What messages call the mask, at the start of a sentence.</param>
    /// <param name="mask">The mask.</param>
    /// <param name="imageName">The image's path, or its row and column.</param>
    /// <param name="width">Width of the image in pixels, as it is stored.</param>
    /// <param name="height">Height of the image in pixels, as it is stored.</param>
    public static InvalidDataException SizeDiffers(string maskName, ClassMask mask, string imageName, int width, int height)
    {
        string turned = mask.Width == height && mask.Height == width
            ? " The image is turned by 90 degrees against its mask: rotate its pixels, and remove the EXIF orientation from the file."
            : " Export the mask in the image's size, without smoothing.";
        return new($"{maskName} has {mask.Width}x{mask.Height} pixels, but its image '{imageName}' has {width}x{height}.{turned}");
    }

    /// <summary>A gray value or palette index is no class's.</summary>
    public static InvalidDataException UnknownValue(MaskPixels mask, MaskCode code, SegmentationClasses classes)
    {
        string what = mask.Coding == MaskCoding.Palette && code.Code < mask.Palette.Count
            ? $"the palette index {code.Code} ({ClassColor.Text(mask.Palette[code.Code])})"
            : $"the value {mask.ValueOf(code)}";
        return new(
            $"{mask.Name}: {what} at {Place(code)} is not a class. " +
            $"Known values are {Some(classes.Values.Order().Select(known => $"{known}"))}. " +
            "Add the value to classes.csv, with the name 'ignored' if it is not a class.");
    }

    /// <summary>A color is no class's.</summary>
    public static InvalidDataException UnknownColor(MaskPixels mask, MaskCode code, SegmentationClasses classes)
    {
        string start = $"{mask.Name}: the color {ClassColor.Text(code.Code)} at {Place(code)} is not a class";
        if (classes.MaskColors.Count == 0)
        {
            return new(
                $"{start}, and no class has a color. Add a column 'color' to classes.csv, with colors such as #3C1098, " +
                "or save the masks as gray values.");
        }
        int nearest = classes.MaskColors.MinBy(color => ClassColor.Distance(color, code.Code));
        string name = classes.OfColor(nearest) is { } index and not ClassMask.Ignored ? classes.Names[index] : "ignored";
        return new(
            $"{start}. The nearest known color is {ClassColor.Text(nearest)} ('{name}'). " +
            "Add the color to classes.csv, with the name 'ignored' if it is not a class, or export the masks again without smoothing.");
    }

    private static string Place(MaskCode code) => $"column {code.X}, row {code.Y} (from 0)";

    private static string Some(IEnumerable<string> values)
    {
        string[] all = [.. values];
        return string.Join(", ", all.Take(Named)) + (all.Length > Named ? $" and {all.Length - Named} more" : "");
    }
}
