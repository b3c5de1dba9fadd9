using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// How the scores of one image are laid out: the class of every place, the share of every class, and, if wanted, the probability of every
/// class at every place. All are NaN for an image that could not be read.
/// </summary>
/// <param name="side">Side of the label map.</param>
/// <param name="classCount">Number of classes.</param>
/// <param name="withProbabilities">Whether there are probabilities.</param>
internal sealed class SegmentationScores(int side, int classCount, bool withProbabilities)
{
    private readonly int _area = side * side;

    /// <summary>Values of one image.</summary>
    public int Length { get; } = (side * side) + classCount + (withProbabilities ? classCount * side * side : 0);

    /// <summary>The share of every class.</summary>
    public ReadOnlySpan<float> Shares(ReadOnlySpan<float> scores) => scores.Slice(_area, classCount);

    /// <summary>The probabilities, class after class.</summary>
    public Span<float> Probabilities(Span<float> scores) => scores[(_area + classCount)..];

    /// <summary>The probabilities, class after class.</summary>
    public ReadOnlySpan<float> Probabilities(ReadOnlySpan<float> scores) => scores[(_area + classCount)..];

    /// <summary>Copies the label map; <see cref="ClassMask.Ignored"/> where it is missing.</summary>
    public void CopyMap(ReadOnlySpan<float> scores, Span<byte> map)
    {
        for (int i = 0; i < _area; i++)
            map[i] = float.IsNaN(scores[i]) ? ClassMask.Ignored : (byte)scores[i];
    }

    /// <summary>Writes a label map and the shares that follow from it.</summary>
    public void Write(ReadOnlySpan<byte> map, Span<float> scores)
    {
        Span<float> shares = scores.Slice(_area, classCount);
        shares.Clear();
        for (int i = 0; i < _area; i++)
        {
            scores[i] = map[i];
            shares[map[i]]++;
        }
        foreach (ref float share in shares)
            share /= _area;
    }
}
