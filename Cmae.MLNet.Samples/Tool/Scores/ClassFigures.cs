namespace Cmae.MLNet.Samples.Tool.Scores;

/// <summary>How well one class is distinguished from the others.</summary>
/// <param name="Name">The class.</param>
/// <param name="Support">Number of its images.</param>
/// <param name="Precision">Share of the images predicted as this class that are of it; null if none was predicted.</param>
/// <param name="Recall">Share of the images of this class that are predicted as it; null if there are none.</param>
/// <param name="F1">The harmonic mean of both; null if there are neither images nor predictions of the class.</param>
internal sealed record ClassFigures(string Name, int Support, double? Precision, double? Recall, double? F1)
{
    /// <summary>Figures of a class.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="index">Its number.</param>
    /// <param name="confusion">Images by their class (rows) and what was predicted (columns).</param>
    public static ClassFigures Of(string name, int index, int[][] confusion)
    {
        int right = confusion[index][index], support = confusion[index].Sum(), predicted = confusion.Sum(row => row[index]);
        return new(name, support, Share(right, predicted), Share(right, support), Share(2 * right, support + predicted));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
