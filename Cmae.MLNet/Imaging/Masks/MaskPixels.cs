namespace Cmae.MLNet.Imaging;

/// <summary>The pixels of a mask before their classes are known: a mask has few different codes, so each pixel refers to a list of them.</summary>
/// <param name="name">What messages call the mask, at the start of a sentence.</param>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
/// <param name="coding">What the codes are.</param>
internal sealed class MaskPixels(string name, int width, int height, MaskCoding coding)
{
    // More than any mask of 255 classes has; a photo has more within a few rows.
    private const int MaxCodes = 1024;

    private readonly ushort[] _pixels = new ushort[checked(width * height)];
    private readonly Dictionary<int, ushort> _indexOfCode = [];
    private readonly List<MaskCode> _codes = [];

    public string Name => name;

    public int Width => width;

    public int Height => height;

    public MaskCoding Coding => coding;

    /// <summary>The codes that occur, in the order of their first pixels.</summary>
    public IReadOnlyList<MaskCode> Codes => _codes;

    /// <summary>The largest gray value that the file's bits can hold.</summary>
    public int LargestGray { get; init; } = byte.MaxValue;

    /// <summary>The colors of the palette, 0xRRGGBB; empty if there is none.</summary>
    public IReadOnlyList<int> Palette { get; init; } = [];

    /// <summary>Takes one row.</summary>
    /// <exception cref="InvalidDataException">There are too many codes for a mask.</exception>
    public void SetRow(int y, ReadOnlySpan<int> codes)
    {
        Span<ushort> row = _pixels.AsSpan(y * width, width);
        (int lastCode, ushort lastIndex) = (-1, 0);
        for (int x = 0; x < row.Length; x++)
        {
            if (codes[x] != lastCode)
                (lastCode, lastIndex) = (codes[x], IndexOf(codes[x], x, y));
            row[x] = lastIndex;
        }
    }

    /// <summary>The mask in which every code is a class.</summary>
    /// <param name="classes">The class of each of <see cref="Codes"/>.</param>
    public ClassMask Classified(ReadOnlySpan<byte> classes)
    {
        var mask = new byte[_pixels.Length];
        for (int i = 0; i < mask.Length; i++)
            mask[i] = classes[_pixels[i]];
        return new(width, height, mask);
    }

    /// <summary>The value that a code stands for, if a mask of colors is gray.</summary>
    public int ValueOf(MaskCode code) => coding == MaskCoding.Colors ? ClassColor.Parts(code.Code).Red : code.Code;

    private ushort IndexOf(int code, int x, int y)
    {
        if (_indexOfCode.TryGetValue(code, out ushort index))
            return index;
        if (_codes.Count == MaxCodes)
        {
            throw new InvalidDataException(
                $"{name} has more than {MaxCodes} different {(coding == MaskCoding.Colors ? "colors" : "values")}: it is a picture, or " +
                "a mask that was scaled with blending or went through JPEG. Export the masks again, as PNG without smoothing.");
        }
        index = (ushort)_codes.Count;
        _codes.Add(new(code, x, y));
        _indexOfCode.Add(code, index);
        return index;
    }
}
