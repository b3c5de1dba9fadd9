using Cmae.MLNet.Training;

namespace Cmae.MLNet;

/// <summary>
/// Options of <see cref="Microsoft.ML.CmaeEvaluationCatalog.EvaluateNearestNeighbors"/>; the defaults are the usual protocol in the literature.
/// </summary>
/// <remarks>Validated together before any work, and never changed by the library. Not thread-safe while they are being set.</remarks>
public sealed class CmaeNearestNeighborsOptions
{
    /// <summary>Number of train rows that vote on a test row: 1 to 10,000. The default value is 20.</summary>
    public int K { get; set; } = 20;

    /// <summary>Divides the cosine similarity in the weight of a vote, exp(similarity / temperature); 1e-6 to 1e6. The default value is 0.07.</summary>
    public double Temperature { get; set; } = 0.07;

    /// <summary>
    /// Cancels the evaluation; canceling the <see cref="Microsoft.ML.MLContext"/>, as AutoML does, has the same effect. The default value is none.
    /// </summary>
    public CancellationToken CancellationToken { get; set; }

    internal void Validate()
    {
        var errors = new OptionErrors(nameof(CmaeNearestNeighborsOptions));
        errors.Within(nameof(K), K, 1, 10_000);
        errors.Within(nameof(Temperature), Temperature, 1e-6, 1e6);
        errors.ThrowIfAny();
    }
}
