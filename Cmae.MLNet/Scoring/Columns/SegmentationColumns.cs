using Cmae.MLNet.Encoders;
using Cmae.MLNet.Labels;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Scoring;

/// <summary>The columns that a segmentation model adds, with the types and annotations of the columns of its saved chain.</summary>
internal static class SegmentationColumns
{
    /// <summary>Label map and shares, then what else is wanted.</summary>
    /// <param name="scoring">Names of the columns.</param>
    /// <param name="legend">The classes.</param>
    /// <param name="side">Side of the label map.</param>
    public static ScoredColumn[] Of(SegmentationScoring scoring, SegmentationLegend legend, int side)
    {
        int classes = legend.Names.Count;
        var scores = new SegmentationScores(side, classes, scoring.ProbabilitiesColumn is not null);
        List<ScoredColumn> columns =
        [
            Vector<byte>(scoring.LabelMapColumn, NumberDataViewType.Byte, [side, side], null, scores.CopyMap),
            Vector<float>(
                scoring.ClassSharesColumn, NumberDataViewType.Single, [classes], SlotNames(legend.Names),
                (values, destination) => scores.Shares(values).CopyTo(destination)),
        ];
        if (scoring.ProbabilitiesColumn is { } probabilities)
        {
            columns.Add(Vector<float>(
                probabilities, NumberDataViewType.Single, [classes, side, side], null,
                (values, destination) => scores.Probabilities(values).CopyTo(destination)));
        }
        if (scoring.PictureColumn is { } picture)
            columns.Add(Picture(picture, scores, new LabelMapPicture(legend.Palette(), side)));
        return [.. columns];
    }

    private static ScoredColumn Vector<T>(
        string name, PrimitiveDataViewType item, int[] shape, DataViewSchema.Annotations? annotations, Copy<T> copy)
    {
        int length = shape.Aggregate((product, extent) => product * extent);
        return new(name, new VectorDataViewType(item, shape), annotations, (batch, slot) =>
            new ValueGetter<VBuffer<T>>((ref VBuffer<T> value) =>
            {
                VBufferEditor<T> editor = VBufferEditor.Create(ref value, length);
                copy(batch.Scores(slot()), editor.Values);
                value = editor.Commit();
            }));
    }

    private static ScoredColumn Picture(string name, SegmentationScores scores, LabelMapPicture picture) =>
        new(name, new ImageDataViewType(picture.Side, picture.Side), null, (batch, slot) =>
            new ValueGetter<MLImage>((ref MLImage value) =>
            {
                var map = new byte[picture.Side * picture.Side];
                scores.CopyMap(batch.Scores(slot()), map);
                value?.Dispose(); // of the row before, as ML.NET's own image columns do
                value = picture.Draw(map);
            }));

    private static DataViewSchema.Annotations SlotNames(IReadOnlyList<string> names)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        ReadOnlyMemory<char>[] texts = [.. names.Select(name => name.AsMemory())];
        annotations.Add(
            AnnotationNames.SlotNames, new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(texts.Length, texts));
        return annotations.ToAnnotations();
    }

    private delegate void Copy<T>(ReadOnlySpan<float> scores, Span<T> destination);
}
