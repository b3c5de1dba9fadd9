using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>A column that scoring adds: its place in the schema, and how its values are taken from a scored batch.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Annotations">Its annotations; null for none.</param>
/// <param name="Getter">From a batch and the slot of the current row (scored when asked for) to a <c>ValueGetter</c> of the type.</param>
internal sealed record ScoredColumn(
    string Name, DataViewType Type, DataViewSchema.Annotations? Annotations, Func<ImageBatch, Func<int>, Delegate> Getter)
{
    /// <summary>All values of the session's output, as a vector.</summary>
    public static ScoredColumn Vector(string name, int length, DataViewSchema.Annotations? annotations = null) =>
        new(name, new VectorDataViewType(NumberDataViewType.Single, length), annotations, (batch, slot) =>
            new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) => batch.CopyScores(slot(), ref value)));

    /// <summary>
    /// Which value of the output is the largest, as a key from 1; missing (0) if all values are missing, as for a bad image that is skipped.
    /// </summary>
    public static ScoredColumn IndexOfLargest(string name, int length, DataViewSchema.Annotations? annotations) =>
        new(name, new KeyDataViewType(typeof(uint), length), annotations, (batch, slot) =>
            new ValueGetter<uint>((ref uint value) => value = Largest(batch.Scores(slot()))));

    private static uint Largest(ReadOnlySpan<float> scores)
    {
        int largest = -1;
        for (int i = 0; i < scores.Length; i++)
        {
            if (largest < 0 ? !float.IsNaN(scores[i]) : scores[i] > scores[largest])
                largest = i;
        }
        return (uint)(largest + 1);
    }
}
