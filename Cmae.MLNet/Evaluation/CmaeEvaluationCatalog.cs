using Cmae.MLNet;
using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Runtime;

namespace Microsoft.ML;

/// <summary>Evaluation of features: how well their classes can be told, by the nearest neighbors and by a linear classifier.</summary>
/// <remarks>
/// Any features and any labels will do, from an encoder or not. Both measure on test rows what was learned from train rows, and never learn or choose
/// anything on test rows. Train rows are held in memory, test rows are read one after the other. Thread-safe, where the data views are.
/// </remarks>
public static class CmaeEvaluationCatalog
{
    /// <summary>
    /// Classifies test rows by the nearest train rows and measures how often that is right: the k train rows with the greatest cosine similarity vote
    /// with weight exp(similarity / temperature). Nothing is trained, so that the figure speaks for the features alone.
    /// </summary>
    /// <param name="catalog">Multiclass classification of an <see cref="MLContext"/>; its log and its cancellation are used.</param>
    /// <param name="train">Rows with known classes; at least as many as vote.</param>
    /// <param name="test">Rows to measure on; transformed with the same fitted transformers as the train rows.</param>
    /// <param name="labelColumnName">Name of the column of labels: a key, as <c>MapValueToKey</c> makes it. The default value is "Label".</param>
    /// <param name="featureColumnName">Name of the column of features: a vector of Single of known size. The default value is "Features".</param>
    /// <param name="options">Number of voters and temperature. The default value is null: k = 20 and temperature 0.07.</param>
    /// <returns>The accuracy with its 95 % interval, and the class predicted for every test row.</returns>
    /// <exception cref="ArgumentException">An option is out of range; a column is missing or of another type; train and test rows do not fit together; there are too few rows; a row has no label or no finite features.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static CmaeNearestNeighborsMetrics EvaluateNearestNeighbors(
        this MulticlassClassificationCatalog catalog,
        IDataView train,
        IDataView test,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        CmaeNearestNeighborsOptions? options = null)
    {
        Check(catalog, train, test, labelColumnName, featureColumnName);
        return NearestNeighborsEvaluation.Run(MLContextInternals.EnvironmentOf(catalog), train, test, labelColumnName, featureColumnName, options ?? new());
    }

    /// <summary>
    /// Trains a linear classifier on the features of train rows and measures how often it is right on test rows: every feature is scaled to mean 0
    /// and variance 1 by the train rows, then ML.NET's maximum-entropy classifier is fitted by L-BFGS, with the L2 weight that does best on validation rows.
    /// </summary>
    /// <param name="catalog">Multiclass classification of an <see cref="MLContext"/>; its log, its seed and its cancellation are used.</param>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="test">Rows to measure on; transformed with the same fitted transformers as the train rows.</param>
    /// <param name="labelColumnName">Name of the column of labels: a key, as <c>MapValueToKey</c> makes it. The default value is "Label".</param>
    /// <param name="featureColumnName">Name of the column of features: a vector of Single of known size. The default value is "Features".</param>
    /// <param name="options">L2 weights and validation. The default value is null: 0.1, 1, 10 and 100, the best on a fifth of the train rows.</param>
    /// <returns>The accuracy with its 95 % interval, the L2 weight, and the classifier.</returns>
    /// <exception cref="ArgumentException">An option is out of range; a column is missing or of another type; train, validation and test rows do not fit together; there are no rows or one class only; a row has no label or no finite features.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static CmaeLinearProbeMetrics EvaluateLinearProbe(
        this MulticlassClassificationCatalog catalog,
        IDataView train,
        IDataView test,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        CmaeLinearProbeOptions? options = null)
    {
        Check(catalog, train, test, labelColumnName, featureColumnName);
        return LinearProbe.Run(catalog, MLContextInternals.EnvironmentOf(catalog), train, test, labelColumnName, featureColumnName, options ?? new());
    }

    private static void Check(MulticlassClassificationCatalog catalog, IDataView train, IDataView test, string labelColumnName, string featureColumnName)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(featureColumnName);
    }
}
