namespace Cmae.MLNet;

/// <summary>Everything that defines an encoder, except its weights: sizes, final norm and preprocessing.</summary>
/// <remarks>
/// Immutable and thread-safe. Stored as JSON with the weights in every file that <see cref="CmaeEncoder.Save"/> and
/// <see cref="CmaeEncoder.ExportOnnx"/> write, and in saved models.
/// </remarks>
/// <param name="Architecture">Width, depth and heads.</param>
/// <param name="ImageSize">Side of the square input image in pixels.</param>
/// <param name="PatchSize">Side of a patch in pixels; divides <paramref name="ImageSize"/>.</param>
public sealed record CmaeEncoderConfiguration(CmaeArchitecture Architecture, int ImageSize, int PatchSize)
{
    /// <summary>Where the last LayerNorm is applied. The default value is <see cref="CmaeOutputNorm.BeforePooling"/>.</summary>
    public CmaeOutputNorm OutputNorm { get; init; } = CmaeOutputNorm.BeforePooling;

    /// <summary>The preprocessing of images. The default takes the whole center square in R,G,B order with ImageNet's statistics.</summary>
    public CmaeImagePreprocessing Preprocessing { get; init; } = new(ImageSize, CmaeChannelOrder.Rgb);

    /// <summary>Patches along one side of the image.</summary>
    public int GridSize => ImageSize / PatchSize;

    /// <summary>Number of patch tokens, not including the class token.</summary>
    public int PatchCount => GridSize * GridSize;

    /// <summary>Length of the feature vector of one image.</summary>
    /// <param name="kind">Which tokens become the features.</param>
    public int FeatureLength(CmaeFeatureKind kind) => kind switch
    {
        CmaeFeatureKind.PatchTokens => PatchCount * Architecture.Width,
        CmaeFeatureKind.MeanPatchGrid => PooledGridSize * PooledGridSize * Architecture.Width,
        CmaeFeatureKind.Attention => PatchCount,
        _ => Architecture.Width,
    };

    /// <summary>Cells along one side of <see cref="CmaeFeatureKind.MeanPatchGrid"/>.</summary>
    internal int PooledGridSize => Enumerable.Range(1, 4).Last(cells => GridSize % cells == 0);
}
