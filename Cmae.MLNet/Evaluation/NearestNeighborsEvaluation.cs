using System.Globalization;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Evaluation;

/// <summary>Evaluates k-NN on data views. Train rows are held in memory, test rows are read in batches.</summary>
internal static class NearestNeighborsEvaluation
{
    private const int BatchRows = 256;

    public static CmaeNearestNeighborsMetrics Run(
        IHostEnvironment environment,
        IDataView train,
        IDataView test,
        string labelColumn,
        string featureColumn,
        CmaeNearestNeighborsOptions options)
    {
        options.Validate();
        LabeledFeatures trainColumns = LabeledFeatures.Of(train, "train rows", labelColumn, featureColumn);
        LabeledFeatures testColumns = LabeledFeatures.Of(test, "test rows", labelColumn, featureColumn);
        testColumns.RequireLike(trainColumns);
        FeatureRow[] rows = trainColumns.ReadForTraining();
        if (rows.Length < options.K)
        {
            throw new ArgumentException(
                $"K = {options.K}, but there are only {rows.Length} train rows. Lower K, or pass more train rows.", nameof(options));
        }

        using var host = new TrainingHost(environment, "k-NN", options.CancellationToken);
        var neighbors = new NearestNeighbors(rows, trainColumns.Label.ClassCount, options.K, options.Temperature);
        var predicted = new List<uint>();
        long correct = 0;
        foreach (FeatureRow[] batch in testColumns.Read().Chunk(BatchRows))
        {
            host.Cancellation.ThrowIfRequested($"k-NN was canceled after {predicted.Count} test rows.");
            uint[] classes = neighbors.Classify(batch);
            correct += batch.Zip(classes).LongCount(pair => pair.First.Label == pair.Second);
            predicted.AddRange(classes.Select(label => label + 1)); // as keys
        }
        var accuracy = new CmaeAccuracy(correct, predicted.Count);
        host.Info(string.Create(
            CultureInfo.InvariantCulture,
            $"k-NN, k = {options.K}, temperature {options.Temperature}: {accuracy} of {accuracy.Count} test rows, " +
            $"from {rows.Length} train rows of {trainColumns.Width} features."));
        return new(accuracy, predicted, options.K, options.Temperature);
    }
}
