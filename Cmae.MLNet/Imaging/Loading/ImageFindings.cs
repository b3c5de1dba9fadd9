namespace Cmae.MLNet.Imaging;

/// <summary>Counts the images of a column that are read in another way than their owner may think, and says so.</summary>
/// <param name="kind">What the column holds.</param>
/// <param name="isCropped">Whether scoring sees only the square in an image's center.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class ImageFindings(ImageColumnKind kind, bool isCropped = true)
{
    // The center square of an image that is longer than this many times its width is less than half of it.
    private const int LongestRatio = 2;

    private readonly FoundImages _turned = new(), _notUpright = new(), _faint = new(), _long = new();

    /// <summary>Looks at an image that was read.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="image">The image before anything was cut off.</param>
    public void Add(long row, string name, PixelImage image)
    {
        // Scoring turns encoded bytes as training does.
        if (image.Traits.HasFlag(ImageTraits.Turned) && kind == ImageColumnKind.Path)
            _turned.Add(row, name);
        if (image.Traits.HasFlag(ImageTraits.NotUpright))
            _notUpright.Add(row, name);
        if (image.Traits.HasFlag(ImageTraits.Faint))
            _faint.Add(row, name);
        if (isCropped && Math.Max(image.Width, image.Height) > LongestRatio * Math.Min(image.Width, image.Height))
            _long.Add(row, name);
    }

    /// <summary>
    /// What a preflight says of images of which the square in the center is less than half; null if there are none.
    /// </summary>
    /// <param name="total">How many images were read.</param>
    public string? Outside(int total) => _long.Count == 0 ? null
        : $"Shape: {_long.Count} of {total} images are more than {LongestRatio} times as long as wide; most of such an image lies " +
          "outside the square that scoring sees.";

    /// <summary>What is to be said of them.</summary>
    /// <param name="total">How many images were read.</param>
    public IEnumerable<string> Warnings(int total)
    {
        if (_turned.Count > 0)
        {
            yield return $"{_turned.Of(total)} turned on their side or mirrored (EXIF orientation). This training turns them upright; " +
                $"scoring by path, LoadImages and a saved model take files as they are stored. {ImageRemedies.Rotate}";
        }
        if (_notUpright.Count > 0)
        {
            yield return $"{_notUpright.Of(total)} turned on their side or mirrored (EXIF orientation) and taken as they are stored, " +
                $"as scoring by path, LoadImages and a saved model take them; encoded bytes are turned upright. {ImageRemedies.Rotate}";
        }
        if (_faint.Count > 0)
        {
            yield return $"{_faint.Of(total)} nearly black: they have 16 bits a value but use only a sixteenth of the range, as 12-bit " +
                "cameras do, and 16 bits are cut to 8. Multiply their values by 16 once, for example with 'mogrify -evaluate multiply 16'.";
        }
        if (_long.Count > 0)
        {
            yield return $"{_long.Of(total)} more than {LongestRatio} times as long as wide: scoring sees the square in the center, so " +
                "most of such an image lies outside. Cut them into squares if what matters is at the ends.";
        }
    }
}
