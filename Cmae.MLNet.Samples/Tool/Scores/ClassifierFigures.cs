namespace Cmae.MLNet.Samples.Tool.Scores;

/// <summary>How good predictions are. What is predicted is the class with the highest score, of equal ones the first.</summary>
/// <param name="Top1">How often the prediction is right.</param>
/// <param name="TopK">How often the right class is among the highest scores.</param>
/// <param name="ConfusionMatrix">Images by their class (rows) and what was predicted (columns).</param>
/// <param name="PerClass">Figures of each class.</param>
/// <param name="Calibration">How good the scores are as probabilities; null if they are not probabilities.</param>
internal sealed record ClassifierFigures(
    CmaeAccuracy Top1, CmaeAccuracy TopK, IReadOnlyList<int[]> ConfusionMatrix, IReadOnlyList<ClassFigures> PerClass,
    CalibrationFigures? Calibration)
{
    /// <summary>Computes the figures.</summary>
    /// <param name="images">Images with their scores; at least one.</param>
    /// <param name="k">How many of the highest scores count for the second accuracy.</param>
    public static ClassifierFigures Of(ScoredImages images, int k)
    {
        int[][] confusion = [.. images.Classes.Select(_ => new int[images.Classes.Count])];
        (int first, int amongFirst) = (0, 0);
        foreach ((int truth, float[] scores) in images.Truth.Zip(images.Scores))
        {
            int rank = RankOf(truth, scores);
            first += rank == 0 ? 1 : 0;
            amongFirst += rank < k ? 1 : 0;
            confusion[truth][Array.IndexOf(scores, scores.Max())]++;
        }
        return new(
            new(first, images.Truth.Count), new(amongFirst, images.Truth.Count), confusion,
            [.. images.Classes.Select((name, index) => ClassFigures.Of(name, index, confusion))], CalibrationFigures.Of(images));
    }

    /// <summary>Number of classes that stand before a class; of equal scores the first does.</summary>
    private static int RankOf(int truth, float[] scores) =>
        scores.Index().Count(other => other.Item > scores[truth] || (other.Item == scores[truth] && other.Index < truth));
}
