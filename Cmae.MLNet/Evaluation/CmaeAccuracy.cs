using System.Globalization;

namespace Cmae.MLNet;

/// <summary>An accuracy with its confidence interval: how many of how many rows were classified correctly.</summary>
/// <remarks>
/// <para>The interval is Wilson's score interval (Wilson, 1927) at 95 % confidence. It lies within 0 and 1 and is valid for few rows and for
/// accuracies near 0 or 1 as well. It reflects the choice of the test rows only, not that of the train rows or of a seed.</para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class CmaeAccuracy
{
    /// <summary>The normal distribution's 97.5 % quantile: 95 % of it lies within this many deviations of the mean.</summary>
    private const double Quantile = 1.959963984540054;

    /// <summary>Creates an accuracy from counts.</summary>
    /// <param name="correct">Rows that were classified correctly.</param>
    /// <param name="count">All rows; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no rows, or more correct ones than rows.</exception>
    public CmaeAccuracy(long correct, long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, count);
        (Correct, Count) = (correct, count);
        double share = Value, square = Quantile * Quantile / count, scale = 1 / (1 + square);
        double center = scale * (share + (square / 2));
        double half = scale * Math.Sqrt(square * ((share * (1 - share)) + (square / 4)));
        (Lower, Upper) = (correct == 0 ? 0 : center - half, correct == count ? 1 : center + half);
    }

    /// <summary>Rows that were classified correctly.</summary>
    public long Correct { get; }

    /// <summary>All rows.</summary>
    public long Count { get; }

    /// <summary>Share of the rows that were classified correctly, from 0 to 1.</summary>
    public double Value => (double)Correct / Count;

    /// <summary>Lower end of the 95 % interval, from 0 to 1.</summary>
    public double Lower { get; }

    /// <summary>Upper end of the 95 % interval, from 0 to 1.</summary>
    public double Upper { get; }

    /// <summary>The accuracy in percent with its interval, such as "83.2 % (80.9 to 85.3 %)".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Value:F1} % ({100 * Lower:F1} to {100 * Upper:F1} %)");
}
