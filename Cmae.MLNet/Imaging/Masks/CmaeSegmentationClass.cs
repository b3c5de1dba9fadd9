using Cmae.MLNet.Imaging;

namespace Cmae.MLNet;

/// <summary>One class of a segmentation: its name, and how masks show it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeSegmentationClass
{
    /// <summary>Creates a class.</summary>
    /// <param name="name">The name. Pixels of a class named <c>ignored</c> (or <c>(ignored)</c>) belong to no class: they are neither trained on
    /// nor measured, and the class is not counted.</param>
    /// <param name="value">
    /// The gray value or palette index, 0 to 65535, that masks have there. The default value is null: the class's position in the list of
    /// classes, 0 for the first, or 255 for ignored pixels.
    /// </param>
    /// <param name="color">
    /// The color that RGB masks have there, such as "#3C1098", and in which pictures show the class. The default value is null: RGB masks
    /// cannot show the class, and pictures take a color of their own.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty, or the color is not six hexadecimal digits after a #.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 0 and 65535.</exception>
    public CmaeSegmentationClass(string name, int? value = null, string? color = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (value is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(value), value, "The value of a class in masks is between 0 and 65535.");
        if (color is not null && !ClassColor.TryParse(color, out _))
        {
            throw new ArgumentException(
                $"'{color}' is not a color. Write it as # and six hexadecimal digits, such as #3C1098.", nameof(color));
        }
        (Name, Value, Color) = (name, value, color);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The gray value or palette index of the class in masks; null for its position in the list of classes.</summary>
    public int? Value { get; }

    /// <summary>The color of the class in RGB masks, as # and six hexadecimal digits; null if it has none.</summary>
    public string? Color { get; }

    /// <summary>Whether pixels of this class are neither trained on nor measured.</summary>
    public bool IsIgnored => Name.Trim('(', ')').Equals("ignored", StringComparison.OrdinalIgnoreCase);
}
