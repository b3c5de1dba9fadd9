namespace Cmae.MLNet.Samples.Tool.Scores;

/// <summary>An image that is predicted wrong.</summary>
/// <param name="Path">The image.</param>
/// <param name="Truth">Its class.</param>
/// <param name="Predicted">What is predicted.</param>
/// <param name="Score">The score of that.</param>
internal sealed record Mistake(string Path, string Truth, string Predicted, float Score)
{
    /// <summary>The mistakes with the highest scores, the highest first.</summary>
    /// <param name="images">Images with their scores.</param>
    /// <param name="count">Most mistakes.</param>
    public static IReadOnlyList<Mistake> MostConfident(ScoredImages images, int count) =>
    [
        .. images.Scores.Index()
            .Select(image => (image.Index, Score: image.Item.Max(), Predicted: Array.IndexOf(image.Item, image.Item.Max())))
            .Where(image => image.Predicted != images.Truth[image.Index])
            .OrderByDescending(image => image.Score)
            .Take(count)
            .Select(image => new Mistake(
                images.Paths[image.Index], images.Classes[images.Truth[image.Index]], images.Classes[image.Predicted], image.Score)),
    ];
}
