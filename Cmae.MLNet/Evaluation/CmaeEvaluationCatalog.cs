using Cmae.MLNet;
using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Runtime;

namespace Microsoft.ML;

/// <summary>Evaluation of features: how well the nearest neighbors and a linear classifier predict classes from them.</summary>
/// <remarks>
/// Any features and any labels can be used, from an encoder or not. Both methods learn from train rows and measure on test rows; test rows never
/// influence what is learned or chosen. Train rows are held in memory, test rows are read one after the other. Thread-safe if the data views are.
/// </remarks>
public static partial class CmaeEvaluationCatalog
{
    /// <summary>
    /// Classifies test rows by the nearest train rows and measures how often that is correct: the k train rows with the greatest cosine similarity
    /// vote with weight exp(similarity / temperature). Nothing is trained, so the accuracy depends on the features alone.
    /// </summary>
    /// <param name="catalog">Multiclass classification of an <see cref="MLContext"/>; its log and its cancellation are used.</param>
    /// <param name="train">Rows with known classes; at least as many as vote.</param>
    /// <param name="test">Rows to measure on; transformed with the same fitted transformers as the train rows.</param>
    /// <param name="labelColumnName">Name of the label column: a key, as <c>MapValueToKey</c> creates it. The default value is "Label".</param>
    /// <param name="featureColumnName">Name of the feature column: a vector of Single of known size. The default value is "Features".</param>
    /// <param name="options">Number of voters and temperature. The default value is null: k = 20 and temperature 0.07.</param>
    /// <returns>The accuracy with its 95 % interval, and the class predicted for every test row.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of range; a column is missing or has the wrong type; train and test rows do not match; there are too few rows; a row has no
    /// label, or features that are not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static CmaeNearestNeighborsMetrics EvaluateNearestNeighbors(
        this MulticlassClassificationCatalog catalog,
        IDataView train,
        IDataView test,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        CmaeNearestNeighborsOptions? options = null)
    {
        Check(catalog, train, test, labelColumnName, featureColumnName);
        return NearestNeighborsEvaluation.Run(
            MLContextInternals.EnvironmentOf(catalog), train, test, labelColumnName, featureColumnName, options ?? new());
    }

    /// <summary>
    /// Trains a linear classifier on the features of train rows and measures how often it is correct on test rows: every feature is scaled to mean 0
    /// and variance 1 on the train rows, then ML.NET's maximum-entropy classifier is fitted by L-BFGS, with the L2 weight that does best on
    /// validation rows.
    /// </summary>
    /// <param name="catalog">Multiclass classification of an <see cref="MLContext"/>; its log, its seed and its cancellation are used.</param>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="test">Rows to measure on; transformed with the same fitted transformers as the train rows.</param>
    /// <param name="labelColumnName">Name of the label column: a key, as <c>MapValueToKey</c> creates it. The default value is "Label".</param>
    /// <param name="featureColumnName">Name of the feature column: a vector of Single of known size. The default value is "Features".</param>
    /// <param name="options">L2 weights and validation. The default value is null: 0.1, 1, 10 and 100, the best on a fifth of the train rows.</param>
    /// <returns>The accuracy with its 95 % interval, the L2 weight, and the classifier.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of range; a column is missing or has the wrong type; train, validation and test rows do not match; there are no rows or only
    /// one class; a row has no label, or features that are not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static CmaeLinearProbeMetrics EvaluateLinearProbe(
        this MulticlassClassificationCatalog catalog,
        IDataView train,
        IDataView test,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        CmaeLinearProbeOptions? options = null)
    {
        Check(catalog, train, test, labelColumnName, featureColumnName);
        return LinearProbe.Run(
            catalog, MLContextInternals.EnvironmentOf(catalog), train, test, labelColumnName, featureColumnName, options ?? new());
    }

    private static void Check(
        MulticlassClassificationCatalog catalog, IDataView train, IDataView test, string labelColumnName, string featureColumnName)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(featureColumnName);
    }
}
