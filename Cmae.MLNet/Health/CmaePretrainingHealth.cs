using System.Text.Json.Serialization;

namespace Cmae.MLNet;

/// <summary>
/// Figures that tell whether pre-training goes well, measured at intervals on the same images, views and masks throughout a run, so that
/// they can be compared. Immutable.
/// </summary>
/// <remarks>
/// Contrast is measured on as many images as a micro-batch has, 64 at most. Its figures are null for plain MAE, and until
/// <see cref="CmaePretrainingOptions.ContrastiveDelay"/> is over. Features are measured on up to 256 whole images: the mean patch features
/// that the encoder would give now.
/// </remarks>
public sealed class CmaePretrainingHealth
{
    [JsonConstructor]
    internal CmaePretrainingHealth()
    {
    }

    /// <summary>The reconstruction loss of the fixed images; a model that predicts only the mean has a loss of about 1.</summary>
    public required double ReconstructionLoss { get; init; }

    /// <summary>The weighted contrastive loss of the fixed images.</summary>
    public double? ContrastiveLoss { get; init; }

    /// <summary>Number of images among which the matching view is searched.</summary>
    public required int Candidates { get; init; }

    /// <summary>
    /// Mean rank of an image's matching view among the candidates by similarity: 1 is always first, (Candidates + 1) / 2 is chance.
    /// </summary>
    public double? PositiveRank { get; init; }

    /// <summary>Share of the images whose matching view ranks first, from 0 to 1; chance is 1 / Candidates.</summary>
    public double? InfoNceAccuracy { get; init; }

    /// <summary>
    /// Mean squared distance of prediction and target, both of length 1: 0 is the same, 2 is unrelated (Wang and Isola, arXiv 2005.10242).
    /// </summary>
    public double? Alignment { get; init; }

    /// <summary>
    /// ln of the mean of exp(-2·squared distance) over all pairs of predictions of length 1: 0 means that all are the same, about -4 is spread evenly
    /// (Wang and Isola, arXiv 2005.10242).
    /// </summary>
    public double? Uniformity { get; init; }

    /// <summary>Share of the contrastive loss in the gradient at the encoder's output, by its norm, from 0 to 1.</summary>
    public double? ContrastiveGradientShare { get; init; }

    /// <summary>
    /// Directions that the features use: the exponential of the entropy of their singular values (RankMe, arXiv 2210.02885), the mean taken
    /// out. 1 is least, the smaller of width and images is most.
    /// </summary>
    public required double EffectiveRank { get; init; }

    /// <summary>
    /// Variance over the images, averaged over the dimensions of the features; 0 is the same features for all images.
    /// </summary>
    public required double FeatureVariance { get; init; }

    /// <summary>Share of the features' dimensions with a variance below a hundredth of the mean one, from 0 to 1.</summary>
    public required double DeadDimensions { get; init; }

    /// <summary>Share of the images whose 20 nearest others vote for their class, from 0 to 1; null without labels.</summary>
    public double? NeighborAccuracy { get; init; }

    /// <summary>What looks wrong for the first time, in words, with what to do.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The same figures with warnings.</summary>
    internal CmaePretrainingHealth With(IReadOnlyList<string> warnings) => new()
    {
        ReconstructionLoss = ReconstructionLoss,
        ContrastiveLoss = ContrastiveLoss,
        Candidates = Candidates,
        PositiveRank = PositiveRank,
        InfoNceAccuracy = InfoNceAccuracy,
        Alignment = Alignment,
        Uniformity = Uniformity,
        ContrastiveGradientShare = ContrastiveGradientShare,
        EffectiveRank = EffectiveRank,
        FeatureVariance = FeatureVariance,
        DeadDimensions = DeadDimensions,
        NeighborAccuracy = NeighborAccuracy,
        Warnings = warnings,
    };
}
