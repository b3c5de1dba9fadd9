using Cmae.MLNet.Labels;
using Cmae.MLNet.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// A linear classifier of ML.NET's own, fitted so that a saved model ends with a stock trainer's columns and annotations, which ONNX cannot
/// make. What it computes is undone in the graph before it: <see cref="Before"/> maps logits z to inputs x for which its probabilities are
/// the softmax of z / temperature.
/// </summary>
internal sealed class StockClassifier
{
    /// <summary>The column it reads; the graph before it writes it.</summary>
    public const string InputColumn = "Cmae.Logits";

    private const string LabelColumn = "Cmae.Label";

    private StockClassifier(ITransformer transformer, LogitMap before) => (Transformer, Before) = (transformer, before);

    public ITransformer Transformer { get; }

    /// <summary>From the logits to the column that the transformer reads.</summary>
    public LogitMap Before { get; }

    /// <summary>Fits it on one row for each class, with the classes' own values.</summary>
    public static StockClassifier Fit(ClassLabels labels, float temperature)
    {
        var ml = new MLContext(seed: 0);
        var trainer = ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = LabelColumn,
            FeatureColumnName = InputColumn,
            MaximumNumberOfIterations = 10,
            L2Regularization = 1e-3f,
            L1Regularization = 0,
            NumberOfThreads = 1,
            Shuffle = false,
        });
        MulticlassPredictionTransformer<MaximumEntropyModelParameters> fitted = trainer.Fit(OneRowForEachClass(ml, labels));
        VBuffer<float>[] weights = [];
        fitted.Model.GetWeights(ref weights, out int count);
        float[][] rows = [.. weights.Take(count).Select(row => row.DenseValues().ToArray())];
        return new(fitted, Inverse(rows, [.. fitted.Model.GetBiases()], temperature));
    }

    /// <summary>
    /// Solves W·x + b = z / temperature + t·1 for x, for any t, since adding a number to all inputs does not change a softmax. The sum of x is
    /// set to 0, which makes the solution unique: [W -1; 1ᵀ 0]·[x; t] = [z / temperature - b; 0].
    /// </summary>
    private static LogitMap Inverse(float[][] weights, float[] biases, float temperature)
    {
        int count = biases.Length;
        var matrix = new double[count + 1][];
        for (int i = 0; i < count; i++)
            matrix[i] = [.. weights[i].Select(weight => (double)weight), -1];
        matrix[count] = [.. Enumerable.Repeat(1.0, count), 0];
        double[][] inverse = MatrixInverse.Of(matrix);
        return new(
            [.. inverse.Take(count).SelectMany(row => row.Take(count).Select(value => (float)(value / temperature)))],
            [.. inverse.Take(count).Select(row => (float)-biases.Zip(row, (bias, value) => bias * value).Sum())]);
    }

    private static IDataView OneRowForEachClass(MLContext ml, ClassLabels labels)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(ClassRow));
        SchemaDefinition.Column label = definition[nameof(ClassRow.Label)], input = definition[nameof(ClassRow.Input)];
        (label.ColumnName, label.ColumnType) = (LabelColumn, new KeyDataViewType(typeof(uint), labels.Count));
        (input.ColumnName, input.ColumnType) = (InputColumn, new VectorDataViewType(NumberDataViewType.Single, labels.Count));
        labels.AddTo(label);
        return ml.Data.LoadFromEnumerable(
            // A data view made of objects counts keys from 0.
            from i in Enumerable.Range(0, labels.Count)
            select new ClassRow { Label = (uint)i, Input = new VBuffer<float>(labels.Count, 1, [1], [i]) },
            definition);
    }

    private sealed class ClassRow
    {
        public uint Label { get; set; }

        public VBuffer<float> Input { get; set; }
    }
}
