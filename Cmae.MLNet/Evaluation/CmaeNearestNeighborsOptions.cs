using Cmae.MLNet.Training;

namespace Cmae.MLNet;

/// <summary>Options of <see cref="Microsoft.ML.CmaeEvaluationCatalog.EvaluateNearestNeighbors"/>; the defaults are the protocol of the field.</summary>
/// <remarks>Validated all together before any work, and never changed. Not thread-safe while written to.</remarks>
public sealed class CmaeNearestNeighborsOptions
{
    /// <summary>Number of train rows that vote on a test row: 1 to 10,000. The default value is 20.</summary>
    public int K { get; set; } = 20;

    /// <summary>Divides the cosine similarity in a vote's weight, exp(similarity / temperature); above 0. The default value is 0.07.</summary>
    public double Temperature { get; set; } = 0.07;

    /// <summary>Cancels the evaluation; so does a canceled <see cref="Microsoft.ML.MLContext"/>, as AutoML has it. The default value is none.</summary>
    public CancellationToken CancellationToken { get; set; }

    internal void Validate()
    {
        var errors = new OptionErrors(nameof(CmaeNearestNeighborsOptions));
        errors.Within(nameof(K), K, 1, 10_000);
        errors.Within(nameof(Temperature), Temperature, 1e-6, 1e6);
        errors.ThrowIfAny();
    }
}
