using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Output;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Scores;

/// <summary>Labeled images with the scores that a classifier gives them.</summary>
/// <param name="Classes">Names of the classes, in the order of the scores.</param>
/// <param name="Truth">Class of every image.</param>
/// <param name="Scores">Scores of every image, one a class.</param>
/// <param name="Paths">The files.</param>
internal sealed record ScoredImages(
    IReadOnlyList<string> Classes, IReadOnlyList<int> Truth, IReadOnlyList<float[]> Scores, IReadOnlyList<string> Paths)
{
    /// <summary>Scores images; that of a fitted pipeline's classes whose score is the highest is what it predicts.</summary>
    /// <param name="model">From ImagePath to Score, whose slots are named as ML.NET's own trainers name them.</param>
    /// <param name="images">Rows of ImagePath and Label.</param>
    /// <param name="folder">The folder that messages show paths of images in.</param>
    /// <param name="cancellation">Cancels between two images.</param>
    /// <exception cref="InvalidDataException">
    /// The model is not a classifier, an image has no label or one that the model does not know, or it has no scores.
    /// </exception>
    public static ScoredImages Of(ITransformer model, IDataView images, string folder, CancellationToken cancellation)
    {
        IDataView scored = model.Transform(images);
        DataViewSchema.Column score = ScoreColumn.Of(scored.Schema, out string[] classes);
        string[] paths = [.. images.GetColumn<string>("ImagePath")];
        int[] truth = Truths([.. images.GetColumn<string>("Label")], classes, paths, folder);

        var scores = new List<float[]>(truth.Length);
        foreach (float[] row in scored.GetColumn<float[]>(score))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Array.Exists(row, float.IsNaN))
                throw new InvalidDataException(
                    $"The model has no scores for '{RelativePath.Of(folder, paths[scores.Count])}': the image cannot be read.");
            scores.Add(row);
        }
        return new(classes, truth, scores, paths);
    }

    private static int[] Truths(string[] labels, string[] classes, string[] paths, string folder)
    {
        if (Array.FindIndex(labels, label => label.Length == 0) is >= 0 and var unlabeled)
        {
            throw new InvalidDataException(
                $"'{RelativePath.Of(folder, paths[unlabeled])}' has no label: put images into sub-folders that are named by class, or "
                    + "list them in split.csv.");
        }
        string[] unknown = ClassNames.Unknown(labels, classes);
        if (unknown.Length > 0)
        {
            throw new InvalidDataException(
                $"The images have classes that the model does not know: {ClassNames.Listed(unknown)}. It knows "
                    + $"{ClassNames.Listed(classes)}. Take these images out, or evaluate a model that was trained on their classes.");
        }
        return [.. labels.Select(label => Array.IndexOf(classes, label))];
    }
}
