namespace Cmae.MLNet;

/// <summary>Options of <see cref="CmaeImageEmbedder"/>.</summary>
/// <remarks>Copied when the embedder is made. Not thread-safe while written to.</remarks>
public sealed class CmaeEmbedderOptions
{
    /// <summary>
    /// Which of the encoder's tokens become the embedding. The default value is <see cref="CmaeFeatureKind.MeanPatch"/>.
    /// </summary>
    public CmaeFeatureKind FeatureKind { get; set; } = CmaeFeatureKind.MeanPatch;

    /// <summary>
    /// Whether embeddings have length 1, so that their dot product is the cosine similarity; otherwise they are the values of
    /// <c>CmaeFeaturize</c>. The default value is true.
    /// </summary>
    public bool Normalize { get; set; } = true;

    /// <summary>Images that are embedded together when many are given. Does not change the embeddings. The default value is 32.</summary>
    public int BatchSize { get; set; } = 32;
}
