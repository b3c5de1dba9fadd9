using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Cmae.MLNet.Evaluation;

/// <summary>A linear classifier on standardized features: maximum entropy, fitted by L-BFGS, with the L2 weight that does best on validation rows.</summary>
internal sealed class LinearProbe
{
    private const int BatchRows = 4096;

    private readonly MLContext _ml = new();
    private readonly MulticlassClassificationCatalog _catalog;
    private readonly string _featureColumn;
    private readonly LabeledFeatures _train;
    private readonly ClassLabels _classes;
    private readonly CmaeLinearProbeOptions _options;
    private readonly TrainingHost _host;

    private LinearProbe(MulticlassClassificationCatalog catalog, LabeledFeatures train, string featureColumn, CmaeLinearProbeOptions options, TrainingHost host)
    {
        (_catalog, _train, _featureColumn, _options, _host) = (catalog, train, featureColumn, options, host);
        _classes = ClassLabels.Of(train.Label.Column);
    }

    public static CmaeLinearProbeMetrics Run(
        MulticlassClassificationCatalog catalog, IHostEnvironment environment, IDataView train, IDataView test, string labelColumn, string featureColumn, CmaeLinearProbeOptions options)
    {
        options.Validate();
        LabeledFeatures trainColumns = Columns(train, "train rows"), testColumns = Columns(test, "test rows");
        LabeledFeatures? validationColumns = options.ValidationSet is { } set ? Columns(set, "validation rows") : null;
        testColumns.RequireLike(trainColumns);
        validationColumns?.RequireLike(trainColumns);

        using var host = new TrainingHost(environment, "Linear probe");
        var probe = new LinearProbe(catalog, trainColumns, featureColumn, options, host);
        return probe.Run(validationColumns, testColumns);

        LabeledFeatures Columns(IDataView data, string rows) => LabeledFeatures.Of(data, rows, labelColumn, featureColumn);
    }

    private CmaeLinearProbeMetrics Run(LabeledFeatures? validation, LabeledFeatures test)
    {
        FeatureRow[] rows = _train.ReadToLearnFrom();
        (float weight, CmaeAccuracy? validationAccuracy) = _options.L2Weights is [var only] ? (only, null) : Choose(rows, validation);
        ITransformer model = Fit(rows, weight);
        CmaeAccuracy accuracy = Measure(model, test.Read());
        _host.Info(FormattableString.Invariant($"Linear probe, L2 weight {weight}: {accuracy} of {accuracy.Count} test rows by {rows.Length} train rows of {_train.Width} features."));
        return new(accuracy, validationAccuracy, weight, model);
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
            _host.Info(FormattableString.Invariant($"Linear probe, L2 weight {weight}: {accuracy} of {accuracy.Count} validation rows."));
            return (weight, accuracy);
        }
    }

    private ITransformer Fit(FeatureRow[] rows, float weight)
    {
        _options.CancellationToken.ThrowIfCancellationRequested();
        if (_host.IsCanceled)
            throw new OperationCanceledException("The linear probe was canceled.");
        // A column of its own: the features stay what they are in a pipeline that ends with this model.
        string standardized = $"Standardized{_featureColumn}";
        // The user's own catalog makes the trainer, so that its log and cancellation reach into L-BFGS.
        return _ml.Transforms.NormalizeMeanVariance(standardized, _featureColumn, fixZero: false)
            .Append(_catalog.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                LabelColumnName = _train.Label.Column.Name,
                FeatureColumnName = standardized,
                L1Regularization = 0,
                L2Regularization = weight,
            }))
            .Fit(View(rows));
    }

    /// <summary>Measures in batches, which ML.NET reads: an error in the rows would reach the caller wrapped into one of its reading threads.</summary>
    private CmaeAccuracy Measure(ITransformer model, IEnumerable<FeatureRow> rows)
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
