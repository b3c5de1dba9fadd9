using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Cmae.MLNet.Evaluation;

/// <summary>
/// A linear classifier on standardized features: maximum entropy, fitted by L-BFGS, with the L2 weight that does best on validation rows.
/// </summary>
internal sealed class LinearClassifier
{
    private const int BatchRows = 4096;

    private readonly MLContext _ml = new();
    private readonly MulticlassClassificationCatalog.MulticlassClassificationTrainers _trainers;
    private readonly string _featureColumn;
    private readonly LabeledFeatures _train;
    private readonly ClassLabels _classes;
    private readonly CmaeLinearProbeOptions _options;
    private readonly TrainingHost _host;

    /// <param name="trainers">The user's own catalog, so that its log and cancellation reach into L-BFGS.</param>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="featureColumn">Name of the column of features.</param>
    /// <param name="options">L2 weights and validation; valid.</param>
    /// <param name="host">Log, seed and cancellation.</param>
    public LinearClassifier(
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers,
        LabeledFeatures train,
        string featureColumn,
        CmaeLinearProbeOptions options,
        TrainingHost host)
    {
        (_trainers, _train, _featureColumn, _options, _host) = (trainers, train, featureColumn, options, host);
        _classes = ClassLabels.Of(train.Label.Column);
    }

    /// <summary>Standardizes the features and classifies by them: ML.NET's own estimators, so that what they make can be saved and loaded anywhere.</summary>
    public static IEstimator<ITransformer> Estimator(
        MLContext ml,
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers,
        string labelColumn,
        string featureColumn,
        float l2Weight)
    {
        // A separate column, so that a pipeline that ends with this model leaves the features unchanged.
        string standardized = $"Standardized{featureColumn}";
        return ml.Transforms.NormalizeMeanVariance(standardized, featureColumn, fixZero: false)
            .Append(trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                LabelColumnName = labelColumn,
                FeatureColumnName = standardized,
                L1Regularization = 0,
                L2Regularization = l2Weight,
            }));
    }

    /// <summary>Chooses the L2 weight and learns from all rows.</summary>
    /// <param name="rows">The train rows.</param>
    /// <param name="validation">Rows to choose the weight on; null for a share of the train rows.</param>
    /// <returns>The classifier, its weight and its validation accuracy; null if there was one weight only.</returns>
    public (ITransformer Model, float L2Weight, CmaeAccuracy? Validation) Train(FeatureRow[] rows, LabeledFeatures? validation)
    {
        (float weight, CmaeAccuracy? accuracy) = _options.L2Weights is [var only] ? (only, null) : Choose(rows, validation);
        return (Fit(rows, weight), weight, accuracy);
    }

    private (float Weight, CmaeAccuracy Accuracy) Choose(FeatureRow[] rows, LabeledFeatures? validation)
    {
        FeatureRow[] learned = rows, measured;
        if (validation is not null)
        {
            measured = [.. validation.Read()];
        }
        else
        {
            (int[] kept, int[] heldOut) = StratifiedSplit.Of(
                [.. rows.Select(row => (int)row.Label)], _train.Label.ClassCount, _options.ValidationFraction, _options.Seed ?? _host.Seed);
            (learned, measured) = ([.. kept.Select(i => rows[i])], [.. heldOut.Select(i => rows[i])]);
        }
        return _options.L2Weights.Select(Try).MaxBy(trial => trial.Accuracy.Value);

        (float Weight, CmaeAccuracy Accuracy) Try(float weight)
        {
            CmaeAccuracy accuracy = Measure(Fit(learned, weight), measured);
            _host.Info(FormattableString.Invariant($"L2 weight {weight}: {accuracy} of {accuracy.Count} validation rows."));
            return (weight, accuracy);
        }
    }

    private ITransformer Fit(FeatureRow[] rows, float weight)
    {
        _host.Cancellation.ThrowIfRequested("The training of the linear classifier was canceled.");
        return Estimator(_ml, _trainers, _train.Label.Column.Name, _featureColumn, weight).Fit(View(rows));
    }

    /// <summary>Measures in batches: if ML.NET read the rows itself, it would wrap their errors in one of its own, from a reading thread.</summary>
    public CmaeAccuracy Measure(ITransformer model, IEnumerable<FeatureRow> rows)
    {
        (long correct, long count) = (0, 0);
        foreach (FeatureRow[] batch in rows.Chunk(BatchRows))
        {
            IDataView scored = model.Transform(View(batch));
            correct += batch.Zip(scored.GetColumn<uint>("PredictedLabel")).LongCount(pair => pair.First.Label + 1 == pair.Second);
            count += batch.Length;
        }
        return new(correct, count);
    }

    private IDataView View(IEnumerable<FeatureRow> rows)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(FeatureRow));
        SchemaDefinition.Column features = definition[nameof(FeatureRow.Features)], label = definition[nameof(FeatureRow.Label)];
        (features.ColumnName, features.ColumnType) = (_featureColumn, new VectorDataViewType(NumberDataViewType.Single, _train.Width));
        (label.ColumnName, label.ColumnType) = (_train.Label.Column.Name, new KeyDataViewType(typeof(uint), _train.Label.ClassCount));
        _classes.AddTo(label);
        return _ml.Data.LoadFromEnumerable(rows, definition);
    }
}
