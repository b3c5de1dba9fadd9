using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Evaluation;

/// <summary>Measures features by a <see cref="LinearClassifier"/> on them.</summary>
internal static class LinearProbe
{
    public static CmaeLinearProbeMetrics Run(
        MulticlassClassificationCatalog catalog,
        IHostEnvironment environment,
        IDataView train,
        IDataView test,
        string labelColumn,
        string featureColumn,
        CmaeLinearProbeOptions options)
    {
        options.Validate();
        LabeledFeatures trainColumns = Columns(train, "train rows"), testColumns = Columns(test, "test rows");
        LabeledFeatures? validationColumns = options.ValidationSet is { } set ? Columns(set, "validation rows") : null;
        testColumns.RequireLike(trainColumns);
        validationColumns?.RequireLike(trainColumns);

        using var host = new TrainingHost(environment, "Linear probe", options.CancellationToken);
        var classifier = new LinearClassifier(catalog.Trainers, trainColumns, featureColumn, options, host);
        FeatureRow[] rows = trainColumns.ReadForTraining();
        (ITransformer model, float weight, CmaeAccuracy? validation) = classifier.Train(rows, validationColumns);
        CmaeAccuracy accuracy = classifier.Measure(model, testColumns.Read());
        host.Info(FormattableString.Invariant(
            $"L2 weight {weight}: {accuracy} of {accuracy.Count} test rows by {rows.Length} train rows of {trainColumns.Width} features."));
        return new(accuracy, validation, weight, model);

        LabeledFeatures Columns(IDataView data, string rows) => LabeledFeatures.Of(data, rows, labelColumn, featureColumn);
    }
}
