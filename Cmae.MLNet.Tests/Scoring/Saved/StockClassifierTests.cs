using Cmae.MLNet.Labels;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Scoring;

[TestClass]
public sealed class StockClassifierTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    [DataRow(2, 1f)]
    [DataRow(10, 0.5f)]
    [DataRow(300, 2f)]
    public void MappedLogitsHaveTheSoftmaxAsTheirScores(int classes, float temperature)
    {
        StockClassifier stock = StockClassifier.Fit(ClassLabels.Numbered(classes), temperature);
        var random = new Random(classes);
        float[][] logits =
        [
            .. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, classes).Select(_ => 30 * (random.NextSingle() - 0.5f)).ToArray()),
        ];
        float[][] inputs = [.. logits.Select(z => Enumerable.Range(0, classes)
            .Select(i => stock.Before.Offset[i] + z.Select((value, j) => value * stock.Before.Matrix[(i * classes) + j]).Sum()).ToArray())];
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        SchemaDefinition.Column column = definition[nameof(Row.Input)];
        (column.ColumnName, column.ColumnType) = (StockClassifier.InputColumn, new VectorDataViewType(NumberDataViewType.Single, classes));
        IDataView scored = stock.Transformer.Transform(
            _ml.Data.LoadFromEnumerable(inputs.Select(input => new Row { Input = input }), definition));
        SavedChainTests.AssertClose([.. logits.Select(z => Softmax(z, temperature))], [.. scored.GetColumn<float[]>("Score")]);
    }

    private static float[] Softmax(float[] logits, float temperature)
    {
        double[] exponentials = [.. logits.Select(z => Math.Exp((z - logits.Max()) / temperature))];
        return [.. exponentials.Select(value => (float)(value / exponentials.Sum()))];
    }

    private sealed class Row
    {
        public float[] Input { get; set; } = [];
    }
}
