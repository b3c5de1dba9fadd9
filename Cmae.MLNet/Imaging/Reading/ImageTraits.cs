namespace Cmae.MLNet.Imaging;

/// <summary>What a file says or shows of its image that whoever trains on it should know.</summary>
[Flags]
internal enum ImageTraits
{
    /// <summary>Nothing to be told.</summary>
    None = 0,

    /// <summary>The file records an orientation, and the pixels were turned or mirrored as it says.</summary>
    Turned = 1,

    /// <summary>The file records an orientation, and the pixels are as they are stored: not upright.</summary>
    NotUpright = 2,

    /// <summary>The file has 16 bits a value and uses only the lowest sixteenth of their range, so that the image is nearly black.</summary>
    Faint = 4,
}
