using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet;

/// <summary>
/// Trains a linear classifier on features: every feature is scaled to mean 0 and variance 1, then ML.NET's maximum-entropy classifier is fitted by L-BFGS
/// with the L2 weight that does best on validation rows. The classifier that <see cref="CmaeEvaluationCatalog.EvaluateLinearProbe"/> measures with.
/// </summary>
/// <remarks>
/// Made by <see cref="CmaeCatalog"/>. Immutable; <see cref="Fit"/> may be called again and gives the same result for the same data and seed. Rows are held
/// in memory. The fitted model is a chain of stock transformers: it is saved and loaded without this library.
/// </remarks>
public sealed class CmaeLinearTrainer : IEstimator<ITransformer>
{
    private readonly MulticlassClassificationCatalog.MulticlassClassificationTrainers _trainers;
    private readonly IHost _host;
    private readonly string _labelColumn, _featureColumn;
    private readonly CmaeLinearProbeOptions _options;

    internal CmaeLinearTrainer(
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers,
        string labelColumn,
        string featureColumn,
        CmaeLinearProbeOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumn);
        ArgumentException.ThrowIfNullOrWhiteSpace(featureColumn);
        options.Validate();
        (_trainers, _labelColumn, _featureColumn, _options) = (trainers, labelColumn, featureColumn, options.Copy());
        _host = TrainingHost.Register(MLContextInternals.EnvironmentOf(trainers));
    }

    /// <summary>
    /// Chooses the L2 weight, then learns from all rows. Rows without features, such as those of images that were skipped, are left out; the
    /// log says how many.
    /// </summary>
    /// <param name="input">Data with the columns of features and labels.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type; there are no rows or one class only; a row has no label.</exception>
    /// <exception cref="OperationCanceledException">Training was canceled.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        LabeledFeatures train = Columns(input, "rows");
        LabeledFeatures? validation = _options.ValidationSet is { } set ? Columns(set, "validation rows") : null;
        validation?.RequireLike(train);
        using var host = new TrainingHost(_host, "Linear classifier", _options.CancellationToken);
        FeatureRow[] rows = train.ReadForTraining(host.Warning);
        (ITransformer model, float weight, _) = new LinearClassifier(_trainers, train, _featureColumn, _options, host)
            .Train(rows, validation);
        host.Info(
            FormattableString.Invariant(
                $"{rows.Length} rows of {train.Width} features, {train.Label.ClassCount} classes, L2 weight {weight}."));
        return model;
    }

    /// <summary>
    /// The columns of the input, the standardized features, the predicted label (a key with the label's values) and the scores (a vector of Single), with the
    /// annotations of ML.NET's own multiclass trainers.
    /// </summary>
    /// <param name="inputSchema">The columns of the data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return LinearClassifier.Estimator(new MLContext(), _trainers, _labelColumn, _featureColumn, _options.L2Weights[0])
            .GetOutputSchema(inputSchema);
    }

    private LabeledFeatures Columns(IDataView data, string rows) => LabeledFeatures.Of(data, rows, _labelColumn, _featureColumn);
}
