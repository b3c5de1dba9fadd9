using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>How a fitted featurizer scores: its columns, what becomes the features, and what computes them.</summary>
/// <param name="ImageColumn">The column of images.</param>
/// <param name="Images">What that column held in training; which of them a saved model can hold depends on it.</param>
/// <param name="FeatureColumn">Name of the column of features.</param>
/// <param name="Kind">Which of the encoder's tokens become the features.</param>
/// <param name="Engine">What computes the features.</param>
/// <param name="OnBadImage">An error, or missing values as features.</param>
/// <param name="BatchSize">Images that a cursor scores at once.</param>
/// <param name="CacheBytes">Memory for the features of each view's rows.</param>
/// <param name="Limits">How large an image may be.</param>
internal sealed record FeatureScoring(
    string ImageColumn,
    ImageColumnKind Images,
    string FeatureColumn,
    CmaeFeatureKind Kind,
    CmaeScoringEngine Engine,
    CmaeBadImageHandling OnBadImage,
    int BatchSize,
    long CacheBytes,
    ImageLimits Limits);
