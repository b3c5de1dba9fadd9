namespace Cmae.MLNet;

/// <summary>
/// Figures that tell whether a pre-training goes well, measured now and then on the same images, views and masks throughout a run, so that they compare. Immutable.
/// </summary>
/// <remarks>
/// Contrast is measured on as many images as a micro-batch has, 64 at most. Its figures are null for plain MAE, and until
/// <see cref="CmaePretrainingOptions.ContrastiveDelay"/> is over. Features are measured on up to 256 whole images: the mean patch features that the encoder would give now.
/// </remarks>
/// <param name="ReconstructionLoss">The reconstruction loss of the fixed images: 1 is what predicting nothing costs.</param>
/// <param name="ContrastiveLoss">The weighted contrastive loss of the fixed images.</param>
/// <param name="Candidates">Images among which the positive pair is looked for.</param>
/// <param name="PositiveRank">Mean rank of an image's own target among the candidates by similarity: 1 is always the first, (Candidates + 1) / 2 is chance.</param>
/// <param name="InfoNceAccuracy">Share of the images whose own target comes first, from 0 to 1; chance is 1 / Candidates.</param>
/// <param name="Alignment">Mean squared distance of prediction and target, both of length 1: 0 is the same, 2 is unrelated (Wang and Isola, arXiv 2005.10242).</param>
/// <param name="Uniformity">ln of the mean of exp(-2·squared distance) over all pairs of predictions of length 1: 0 is all the same, about -4 is spread evenly (the same).</param>
/// <param name="ContrastiveGradientShare">Share of the contrastive loss in the gradient at the encoder's output, by its norm, from 0 to 1.</param>
/// <param name="EffectiveRank">Directions that the features use: the exponential of the entropy of their singular values (RankMe, arXiv 2210.02885), the mean taken out. 1 is least, the smaller of width and images is most.</param>
/// <param name="FeatureVariance">Variance over the images, averaged over the dimensions of the features; 0 is the same features for all images.</param>
/// <param name="DeadDimensions">Share of the features' dimensions with a variance below a hundredth of the mean one, from 0 to 1.</param>
/// <param name="NeighborAccuracy">Share of the images whose 20 nearest others vote for their class, from 0 to 1; null without labels.</param>
/// <param name="Warnings">What looks wrong for the first time, in words, with what to do.</param>
public sealed record CmaePretrainingHealth(
    double ReconstructionLoss,
    double? ContrastiveLoss,
    int Candidates,
    double? PositiveRank,
    double? InfoNceAccuracy,
    double? Alignment,
    double? Uniformity,
    double? ContrastiveGradientShare,
    double EffectiveRank,
    double FeatureVariance,
    double DeadDimensions,
    double? NeighborAccuracy,
    IReadOnlyList<string> Warnings);
