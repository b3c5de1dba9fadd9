using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>How a fitted segmentation model scores: its columns, and what it does with images.</summary>
/// <param name="ImageColumn">The column of images.</param>
/// <param name="Images">What that column held in training; which of them a saved model can hold depends on it.</param>
/// <param name="LabelMapColumn">Name of the column of label maps.</param>
/// <param name="ClassSharesColumn">Name of the column of shares of the classes.</param>
/// <param name="PictureColumn">Name of the column of colored maps; null for none.</param>
/// <param name="ProbabilitiesColumn">Name of the column of probabilities; null for none.</param>
/// <param name="OnBadImage">An error, or missing values.</param>
/// <param name="BatchSize">Images that a cursor scores at once.</param>
internal sealed record SegmentationScoring(
    string ImageColumn,
    ImageColumnKind Images,
    string LabelMapColumn = "LabelMap",
    string ClassSharesColumn = "ClassShares",
    string? PictureColumn = null,
    string? ProbabilitiesColumn = null,
    CmaeBadImageHandling OnBadImage = CmaeBadImageHandling.Throw,
    int BatchSize = 8)
{
    /// <summary>How large an image may be.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;
}
