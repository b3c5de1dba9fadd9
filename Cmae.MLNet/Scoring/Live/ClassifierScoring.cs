using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>How a fitted classifier scores: its columns, and what it does with images.</summary>
/// <param name="ImageColumn">The column of images.</param>
/// <param name="Images">What that column held in training; which of them a saved model can hold depends on it.</param>
/// <param name="PredictedLabelColumn">Name of the column of predicted labels.</param>
/// <param name="ScoreColumn">Name of the column of probabilities.</param>
/// <param name="Flip">Whether logits are averaged over the image and its mirror image.</param>
/// <param name="OnBadImage">An error, or missing values as scores and predicted label.</param>
/// <param name="BatchSize">Images that a cursor scores at once.</param>
internal sealed record ClassifierScoring(
    string ImageColumn,
    ImageColumnKind Images,
    string PredictedLabelColumn = "PredictedLabel",
    string ScoreColumn = "Score",
    bool Flip = false,
    CmaeBadImageHandling OnBadImage = CmaeBadImageHandling.Throw,
    int BatchSize = 32)
{
    /// <summary>How large an image may be. The default value is that of the options.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;
}
