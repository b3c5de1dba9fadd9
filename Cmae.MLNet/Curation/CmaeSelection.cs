namespace Cmae.MLNet;

/// <summary>Which images <see cref="CmaeImageIndex.SelectToLabel(int, CmaeSelection, IEnumerable{string}, int)"/> chooses.</summary>
public enum CmaeSelection
{
    /// <summary>
    /// Typical and different: an image from the middle of each of as many clusters as there will be labels (TypiClust, arXiv 2202.02794).
    /// For the first tens or hundreds of labels.
    /// </summary>
    Typical,

    /// <summary>
    /// As different as possible: always the image least similar to all labeled ones (greedy k-center, arXiv 1708.00489). Takes outliers
    /// early.
    /// </summary>
    Diverse,
}
