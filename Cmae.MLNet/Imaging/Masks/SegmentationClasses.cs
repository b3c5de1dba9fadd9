namespace Cmae.MLNet.Imaging;

/// <summary>The classes of a segmentation in their order, which is the order of a model's outputs, and how masks show them.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class SegmentationClasses
{
    /// <summary>The largest number of classes: an index is a byte, and 255 stands for ignored pixels.</summary>
    public const int MaxCount = 255;

    private readonly Dictionary<int, byte> _byValue = [];
    private readonly Dictionary<int, byte> _byColor = [];

    /// <summary>Makes the table.</summary>
    /// <param name="entries">The classes; those that are ignored may stand among them.</param>
    /// <exception cref="ArgumentException">There are none or too many, or two have the same name, value or color.</exception>
    public SegmentationClasses(IEnumerable<CmaeSegmentationClass> entries)
    {
        Entries = [.. entries];
        CmaeSegmentationClass[] classes = [.. Entries.Where(entry => !entry.IsIgnored)];
        if (classes.Length is 0 or > MaxCount)
            throw new ArgumentException($"There are {classes.Length} classes; a segmentation has 1 to {MaxCount}.", nameof(entries));
        Names = [.. classes.Select(entry => entry.Name)];
        if (Names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two classes are named '{twice.Key}'. Name each class once.", nameof(entries));
        Colors = [.. classes.Select((entry, i) => ColorOf(entry) ?? ClassPalette.ColorOf(i))];
        for (int i = 0; i < classes.Length; i++)
            Add(classes[i], (byte)i, classes[i].Value ?? i);
        foreach (CmaeSegmentationClass ignored in Entries.Where(entry => entry.IsIgnored))
            Add(ignored, ClassMask.Ignored, ignored.Value);
    }

    /// <summary>The classes as they were given, the ignored ones among them.</summary>
    public IReadOnlyList<CmaeSegmentationClass> Entries { get; }

    /// <summary>Number of classes, without the ignored ones.</summary>
    public int Count => Names.Count;

    /// <summary>The names by index.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The colors by index, as 0xRRGGBB: those of the table, or of <see cref="ClassPalette"/>.</summary>
    public IReadOnlyList<int> Colors { get; }

    /// <summary>The values that masks have for classes and for ignored pixels, as the table names them.</summary>
    public IReadOnlyCollection<int> Values => _byValue.Keys;

    /// <summary>The colors that RGB masks have for classes and for ignored pixels, as the table names them.</summary>
    public IReadOnlyCollection<int> MaskColors => _byColor.Keys;

    /// <summary>The class of a gray value or palette index, or <see cref="ClassMask.Ignored"/>; null if the table does not name the value.</summary>
    public byte? OfValue(int value) => _byValue.TryGetValue(value, out byte index) ? index : null;

    /// <summary>The class of a color, 0xRRGGBB, or <see cref="ClassMask.Ignored"/>; null if the table does not name the color.</summary>
    public byte? OfColor(int color) => _byColor.TryGetValue(color, out byte index) ? index : null;

    /// <summary>The class of a name, or <see cref="ClassMask.Ignored"/>; null if there is none.</summary>
    public byte? OfName(string name)
    {
        for (int i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
                return (byte)i;
        }
        return Entries.Any(entry => entry.IsIgnored && entry.Name == name) ? ClassMask.Ignored : null;
    }

    private static int? ColorOf(CmaeSegmentationClass entry) =>
        entry.Color is { } text && ClassColor.TryParse(text, out int color) ? color : null;

    private static ArgumentException Taken(string what, CmaeSegmentationClass entry) =>
        new($"The {what} of '{entry.Name}' is another class's already. Give each class its own.");

    private void Add(CmaeSegmentationClass entry, byte index, int? value)
    {
        if (value is { } known && !_byValue.TryAdd(known, index) && _byValue[known] != index)
            throw Taken($"value {known}", entry);
        if (ColorOf(entry) is { } color && !_byColor.TryAdd(color, index) && _byColor[color] != index)
            throw Taken($"color {entry.Color}", entry);
    }
}
