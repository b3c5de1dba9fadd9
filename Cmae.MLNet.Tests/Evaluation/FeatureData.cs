using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Evaluation;

/// <summary>Rows of made-up features around a center for each class.</summary>
internal static class FeatureData
{
    public const int Width = 6;

    /// <summary>Names of the classes, in the order of their keys.</summary>
    public static readonly string[] Classes = ["ash", "beech", "cedar"];

    /// <summary>Rows of all classes in turn; the greater the noise, the harder they are to tell apart.</summary>
    public static Row[] Rows(int count, int seed, double noise = 0.3)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i % Classes.Length)
            .Select(kind => new Row { Class = Classes[kind], Features = Features(random, kind, noise) })];
    }

    /// <summary>The rows with the key "Label", whose values are always the three classes, in their order.</summary>
    public static IDataView Keyed(MLContext ml, IEnumerable<Row> rows, string label = "Label", string[]? classes = null)
    {
        IDataView known = ml.Data.LoadFromEnumerable((classes ?? Classes).Select(name => new { Class = name }));
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        return ml.Transforms.Conversion.MapValueToKey(label, "Class", keyData: known).Fit(data).Transform(data);
    }

    private static float[] Features(Random random, int kind, double noise) =>
        [.. Enumerable.Range(0, Width)
            .Select(i => (float)((i == kind ? 1 : 0) + (noise * (random.NextDouble() + random.NextDouble() - 1))))];

    internal sealed class Row
    {
        public string Class { get; set; } = "";

        [VectorType(Width)]
        public float[] Features { get; set; } = [];
    }
}
