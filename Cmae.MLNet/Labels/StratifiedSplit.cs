using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Labels;

/// <summary>Holds out a share of every class for validation, as near to the share as whole rows allow.</summary>
internal static class StratifiedSplit
{
    /// <summary>Splits rows; the same seed gives the same split.</summary>
    /// <param name="labels">Class of every row.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="fraction">Share to hold out, above 0 and below 1.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <returns>Numbers of the rows, ascending. Every class keeps a row to train on; at least one row is held out.</returns>
    /// <exception cref="ArgumentException">No class has two rows, so that none can be held out.</exception>
    public static (int[] Train, int[] Validation) Of(IReadOnlyList<int> labels, int classCount, double fraction, int seed)
    {
        int[][] classes = [.. Enumerable.Range(0, classCount).Select(label => Members(labels, label, seed))];
        int[] sizes = Sizes([.. classes.Select(members => members.Length)], fraction);
        if (sizes.Sum() == 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"ValidationFraction = {fraction} of {labels.Count} rows leaves none to validate on, ") +
                "because every class has one row only. " +
                "Set ValidationSet, or ValidationFraction = 0 for no validation.", nameof(fraction));
        }
        return (
            [.. classes.SelectMany((members, label) => members.Skip(sizes[label])).Order()],
            [.. classes.SelectMany((members, label) => members.Take(sizes[label])).Order()]);
    }

    private static int[] Members(IReadOnlyList<int> labels, int label, int seed)
    {
        int[] members = [.. Enumerable.Range(0, labels.Count).Where(row => labels[row] == label)];
        RandomSource.Stream(seed, (long)RandomPurpose.ValidationSplit, label).Shuffle(members);
        return members;
    }

    // Largest remainders: whole rows first, then one more for the classes that lost most by rounding down.
    private static int[] Sizes(int[] classSizes, double fraction)
    {
        int[] sizes = [.. classSizes.Select(size => (int)(size * fraction))];
        int wanted = Math.Max(1, (int)Math.Round(classSizes.Sum() * fraction));
        foreach (int label in Enumerable.Range(0, classSizes.Length)
            .Where(label => sizes[label] < classSizes[label] - 1)
            .OrderByDescending(label => (classSizes[label] * fraction) - sizes[label])
            .Take(wanted - sizes.Sum()))
        {
            sizes[label]++;
        }
        return sizes;
    }
}
