namespace Cmae.MLNet;

/// <summary>Which of the encoder's output tokens become the features of an image.</summary>
public enum CmaeFeatureKind
{
    /// <summary>The mean over the patch tokens: a vector of <c>Width</c> values. The default, and what CMAE is fine-tuned on.</summary>
    MeanPatch,

    /// <summary>The class token: a vector of <c>Width</c> values.</summary>
    ClassToken,

    /// <summary>All patch tokens, row by row of the token grid: <c>(ImageSize / PatchSize)²</c> × <c>Width</c> values.</summary>
    PatchTokens,

    /// <summary>
    /// The means over the patch tokens of each cell of a 4×4 grid, row by row: 16 × <c>Width</c> values (fewer cells if the token grid is not
    /// divisible by 4: 3×3, 2×2, or one). Keeps the position of things in the image, which helps if objects have a similar position in every image.
    /// </summary>
    MeanPatchGrid,

    /// <summary>
    /// Where the encoder looks: the share of the last block's attention that every patch gets, averaged over heads and query patches, row by row of
    /// the token grid: <c>(ImageSize / PatchSize)²</c> values, whose sum is 1 minus the class token's share. For display, not for learning.
    /// </summary>
    Attention,
}
