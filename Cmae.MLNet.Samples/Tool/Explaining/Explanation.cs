using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Cmae.MLNet.Samples.Tool.Scores;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Explaining;

/// <summary>What a model makes of one image.</summary>
/// <param name="Path">The image.</param>
/// <param name="Scores">Classes with their scores, the highest first.</param>
/// <param name="Attention">What every patch gets of the attention of the encoder's last block, row by row.</param>
/// <param name="Features">Its mean patch features.</param>
internal sealed record Explanation(
    string Path, IReadOnlyList<(string Class, float Score)> Scores, IReadOnlyList<float> Attention, float[] Features)
{
    /// <summary>Runs the model and its encoder on an image.</summary>
    /// <exception cref="InvalidDataException">The model is not a classifier with several classes, or the image cannot be read.</exception>
    public static Explanation Of(MLContext ml, ITransformer model, CmaeEncoder encoder, string path)
    {
        IDataView scored = model.Transform(ml.Data.LoadFromEnumerable([new Row { ImagePath = path }]));
        DataViewSchema.Column score = ScoreColumn.Of(scored.Schema, out string[] classes);
        float[] scores = scored.GetColumn<float[]>(score).Single();
        if (Array.Exists(scores, float.IsNaN))
            throw new InvalidDataException($"The model has no scores for '{path}': the image cannot be read.");
        return new(
            path,
            [.. classes.Zip(scores).OrderByDescending(pair => pair.Second)],
            FeaturedImages.Compute(ml, encoder, [path], CmaeFeatureKind.Attention)[0],
            FeaturedImages.Compute(ml, encoder, [path], CmaeFeatureKind.MeanPatch)[0]);
    }

    private sealed class Row
    {
        public string ImagePath { get; init; } = "";

        public string Label { get; init; } = "";
    }
}
