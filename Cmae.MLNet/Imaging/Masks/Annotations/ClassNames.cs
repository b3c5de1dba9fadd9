using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>The classes of annotations, which are by name, and of the pixels that nobody drew a region around.</summary>
internal static class ClassNames
{
    /// <summary>The class of pixels without an annotation; they are ignored where no class has this name.</summary>
    public const string Background = "background";

    /// <summary>A mask before anything is drawn on it.</summary>
    public static byte[] Blank(SegmentationClasses classes, int width, int height)
    {
        var mask = new byte[width * height];
        mask.AsSpan().Fill(classes.OfName(Background) ?? ClassMask.Ignored);
        return mask;
    }

    /// <summary>The class of a name.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="name">The name.</param>
    /// <param name="place">The file and the place in it, at the start of a sentence.</param>
    /// <exception cref="InvalidDataException">There is no class of this name.</exception>
    public static byte Of(SegmentationClasses classes, string name, string place) => classes.OfName(name) ?? throw new InvalidDataException(
        $"{place}: the label '{PrintableName.Of(name)}' is not a class; the classes are " +
        $"{string.Join(", ", classes.Names.Select(known => $"'{known}'"))}. Correct the label, or add it to classes.csv.");
}
