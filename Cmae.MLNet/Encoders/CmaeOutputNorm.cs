namespace Cmae.MLNet;

/// <summary>Where an encoder applies its last LayerNorm.</summary>
public enum CmaeOutputNorm
{
    /// <summary>On every token before pooling (weights <c>ln1.*</c>): a pre-trained encoder. The default.</summary>
    BeforePooling,

    /// <summary>
    /// On the mean of the patch tokens (weights <c>fc_norm.*</c>): a fine-tuned encoder. Only <see cref="CmaeFeatureKind.MeanPatch"/> and the
    /// cells of <see cref="CmaeFeatureKind.MeanPatchGrid"/> are normalized.
    /// </summary>
    AfterPooling,

    /// <summary>Nowhere: the momentum encoder, which has no final norm.</summary>
    None,
}
