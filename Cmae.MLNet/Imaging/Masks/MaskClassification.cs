namespace Cmae.MLNet.Imaging;

/// <summary>
/// Decides what the codes of a mask mean. A value can be meant as it stands, or as the color that it shows: the first reading in which every
/// code of the file is known is the one that is taken.
/// </summary>
internal static class MaskClassification
{
    /// <summary>The mask in classes.</summary>
    /// <exception cref="InvalidDataException">A code is not known; the message names it, its place, and the remedy.</exception>
    public static ClassMask Classify(MaskPixels mask, SegmentationClasses classes)
    {
        foreach (Func<int, byte?> reading in Readings(mask, classes))
        {
            if (ClassesOf(mask, reading) is { } known)
                return mask.Classified(known);
        }
        throw Unknown(mask, classes);
    }

    private static IEnumerable<Func<int, byte?>> Readings(MaskPixels mask, SegmentationClasses classes) => mask.Coding switch
    {
        MaskCoding.Gray => OfGray(mask.LargestGray, classes),
        MaskCoding.Palette => OfPalette(mask.Palette, classes),
        _ => OfColors(classes),
    };

    private static IEnumerable<Func<int, byte?>> OfGray(int largest, SegmentationClasses classes)
    {
        yield return classes.OfValue;
        if (largest < byte.MaxValue)
            yield return value => classes.OfValue(value * byte.MaxValue / largest);
        if (largest <= byte.MaxValue)
            yield return value => classes.OfColor(Gray(value * byte.MaxValue / largest));
        yield return value => ValueOrIgnored(value, classes);
    }

    private static IEnumerable<Func<int, byte?>> OfPalette(IReadOnlyList<int> palette, SegmentationClasses classes)
    {
        byte? OfColor(int index) => index < palette.Count ? classes.OfColor(palette[index]) : null;
        // A program that makes files small numbers the colors anew; but a palette may as well be arbitrary, or all black.
        if (palette.Count == 1 || palette.Where(color => classes.OfColor(color) is not null).Distinct().Skip(1).Any())
            yield return OfColor;
        yield return classes.OfValue;
        yield return OfColor;
        yield return index => ValueOrIgnored(index, classes);
    }

    private static IEnumerable<Func<int, byte?>> OfColors(SegmentationClasses classes)
    {
        yield return classes.OfColor;
        yield return color => ClassColor.IsGray(color) ? classes.OfValue(ClassColor.Parts(color).Red) : null;
        yield return color => ClassColor.IsGray(color) ? ValueOrIgnored(ClassColor.Parts(color).Red, classes) : null;
    }

    // Most programs write 255 where nobody drew a class.
    private static byte? ValueOrIgnored(int value, SegmentationClasses classes) =>
        classes.OfValue(value) ?? (value == ClassMask.Ignored ? ClassMask.Ignored : null);

    private static int Gray(int value) => ClassColor.Of(value, value, value);

    private static byte[]? ClassesOf(MaskPixels mask, Func<int, byte?> reading)
    {
        var known = new byte[mask.Codes.Count];
        for (int i = 0; i < known.Length; i++)
        {
            if (reading(mask.Codes[i].Code) is not { } index)
                return null;
            known[i] = index;
        }
        return known;
    }

    private static InvalidDataException Unknown(MaskPixels mask, SegmentationClasses classes)
    {
        if (mask.Coding == MaskCoding.Colors && mask.Codes.Any(code => !ClassColor.IsGray(code.Code) || classes.MaskColors.Count > 0))
        {
            MaskCode color = mask.Codes.First(code => classes.OfColor(code.Code) is null);
            return MaskErrors.UnknownColor(mask, color, classes);
        }
        MaskCode value = mask.Codes.First(code => ValueOrIgnored(mask.ValueOf(code), classes) is null);
        return MaskErrors.UnknownValue(mask, value, classes);
    }
}
