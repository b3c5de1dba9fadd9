using Cmae.MLNet.Training;
using Microsoft.ML;

namespace Cmae.MLNet;

/// <summary>Options of <see cref="CmaeEvaluationCatalog.EvaluateLinearProbe"/> and <see cref="CmaeLinearTrainer"/>.</summary>
/// <remarks>Validated together before any work, and never changed by the library. Not thread-safe while they are being set.</remarks>
public sealed class CmaeLinearProbeOptions
{
    /// <summary>
    /// L2 weights to choose from, each at least 0. The one with the best validation accuracy is used; of equally good ones, the first. The default
    /// value is 0.1, 1, 10, 100.
    /// </summary>
    public IReadOnlyList<float> L2Weights { get; set; } = [0.1f, 1, 10, 100];

    /// <summary>
    /// Rows on which the L2 weight is chosen, with the columns of the train rows. The default value is null: <see cref="ValidationFraction"/> of the
    /// train rows.
    /// </summary>
    public IDataView? ValidationSet { get; set; }

    /// <summary>
    /// Share of the train rows, the same for every class, on which the L2 weight is chosen if <see cref="ValidationSet"/> is null: 0 to 0.9. The
    /// classifier that is measured is then trained on all train rows. The default value is 0.2.
    /// </summary>
    public double ValidationFraction { get; set; } = 0.2;

    /// <summary>Seed for the choice of validation rows. The default value is null: that of the <see cref="MLContext"/>.</summary>
    public int? Seed { get; set; }

    /// <summary>
    /// Cancels the evaluation between two classifiers; canceling the <see cref="MLContext"/>, as AutoML does, has the same effect. The default value is
    /// none.
    /// </summary>
    public CancellationToken CancellationToken { get; set; }

    internal CmaeLinearProbeOptions Copy()
    {
        var copy = (CmaeLinearProbeOptions)MemberwiseClone();
        copy.L2Weights = [.. L2Weights];
        return copy;
    }

    internal void Validate()
    {
        var errors = new OptionErrors(nameof(CmaeLinearProbeOptions));
        if (L2Weights is null or [])
            errors.Add("L2Weights is empty; give at least one weight");
        foreach (float weight in L2Weights ?? [])
            errors.Within(nameof(L2Weights), weight, 0, float.MaxValue);
        errors.Within(nameof(ValidationFraction), ValidationFraction, 0, 0.9);
        if (L2Weights?.Count > 1 && ValidationSet is null && ValidationFraction == 0)
        {
            errors.Add(
                $"L2Weights has {L2Weights.Count} weights to choose from without validation rows; " +
                "set ValidationSet, or ValidationFraction above 0, or give one weight");
        }
        errors.ThrowIfAny();
    }
}
