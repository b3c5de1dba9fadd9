namespace Cmae.MLNet.Imaging;

/// <summary>Undoes the filters of PNG rows: each byte was stored as its difference to a prediction from bytes before and above.</summary>
internal static class PngFilter
{
    /// <summary>Makes the bytes of a row out of their differences, in place.</summary>
    /// <param name="filter">The number of the filter, 0 to 4.</param>
    /// <param name="row">The differences; receives the bytes.</param>
    /// <param name="above">The row above; zeros for the first row.</param>
    /// <param name="step">Bytes of a pixel.</param>
    /// <returns>Whether there is such a filter.</returns>
    public static bool Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter is < 0 or > 4)
            return false;
        for (int i = 0; i < row.Length && filter != 0; i++)
        {
            int left = i < step ? 0 : row[i - step], up = above[i], corner = i < step ? 0 : above[i - step];
            row[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
        }
        return true;
    }

    // Of the three neighbors the one that is nearest to left + up - corner.
    private static int Paeth(int left, int up, int corner)
    {
        (int toLeft, int toUp, int toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
