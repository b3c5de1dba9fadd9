using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Samples.Demo;

/// <summary>The images that a classifier is surest of: what a user would let it decide alone.</summary>
internal static class SurestImages
{
    private const double Share = 0.1;

    /// <summary>For each class the image that is predicted as it with the highest score; none of a class that is never predicted.</summary>
    public static IReadOnlyList<int> OfEachClass(ScoredImages images) =>
    [
        .. Enumerable.Range(0, images.Truth.Count)
            .GroupBy(image => Predicted(images.Scores[image]))
            .OrderBy(predicted => predicted.Key)
            .Select(predicted => predicted.MaxBy(image => images.Scores[image].Max())),
    ];

    /// <summary>How many of the surest tenth of the images are predicted right, and how many these are.</summary>
    public static (int Right, int Count) RightOfTenth(ScoredImages images)
    {
        int count = Math.Max(1, (int)(Share * images.Truth.Count));
        int right = Enumerable.Range(0, images.Truth.Count)
            .OrderByDescending(image => images.Scores[image].Max())
            .Take(count)
            .Count(image => Predicted(images.Scores[image]) == images.Truth[image]);
        return (right, count);
    }

    private static int Predicted(float[] scores) => Array.IndexOf(scores, scores.Max());
}
