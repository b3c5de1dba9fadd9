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
}
