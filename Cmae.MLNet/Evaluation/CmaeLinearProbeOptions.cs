using Cmae.MLNet.Training;
using Microsoft.ML;

namespace Cmae.MLNet;

/// <summary>Options of <see cref="CmaeEvaluationCatalog.EvaluateLinearProbe"/> and <see cref="CmaeLinearTrainer"/>.</summary>
/// <remarks>Validated all together before any work, and never changed. Not thread-safe while written to.</remarks>
public sealed class CmaeLinearProbeOptions
{
    /// <summary>L2 weights to choose from, each at least 0; the one with the best validation accuracy, of equal ones the first, is taken. The default value is 0.1, 1, 10, 100.</summary>
    public IReadOnlyList<float> L2Weights { get; set; } = [0.1f, 1, 10, 100];

    /// <summary>Rows that the L2 weight is chosen on, with the columns of the train rows. The default value is null: <see cref="ValidationFraction"/> of the train rows.</summary>
    public IDataView? ValidationSet { get; set; }

    /// <summary>
    /// Share of the train rows, of every class alike, that the L2 weight is chosen on where <see cref="ValidationSet"/> is null: 0 to 0.9. The classifier
    /// that is measured learns from all train rows again. The default value is 0.2.
    /// </summary>
    public double ValidationFraction { get; set; } = 0.2;

    /// <summary>Seed of the choice of validation rows. The default value is null: that of the <see cref="MLContext"/>.</summary>
    public int? Seed { get; set; }

    /// <summary>Cancels the evaluation between two classifiers; so does a canceled <see cref="MLContext"/>, as AutoML has it. The default value is none.</summary>
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
            errors.Add($"L2Weights has {L2Weights.Count} weights to choose from without validation rows; set ValidationSet, or ValidationFraction above 0, or give one weight");
        errors.ThrowIfAny();
    }
}
