using Microsoft.ML.Data;

namespace Cmae.MLNet.Imaging;

/// <summary>What an image column holds. Whether a model can be saved depends on it.</summary>
internal enum ImageColumnKind
{
    /// <summary>Images in memory (<see cref="MLImage"/>).</summary>
    Image,

    /// <summary>Text: paths of image files.</summary>
    Path,

    /// <summary>Vectors of bytes: the content of image files.</summary>
    EncodedBytes,
}
