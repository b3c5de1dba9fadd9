namespace Cmae.MLNet.Imaging;

/// <summary>One of the eight ways to turn and mirror a square onto itself.</summary>
/// <param name="Transposed">Whether rows become columns, before the mirrors.</param>
/// <param name="MirroredAcross">Whether left and right change places.</param>
/// <param name="MirroredDown">Whether top and bottom change places.</param>
internal readonly record struct SquareSymmetry(bool Transposed, bool MirroredAcross, bool MirroredDown)
{
    /// <summary>Draws one of the eight.</summary>
    public static SquareSymmetry Draw(Random random)
    {
        int number = random.Next(8);
        return new((number & 1) != 0, (number & 2) != 0, (number & 4) != 0);
    }

    /// <summary>Turns and mirrors a square.</summary>
    /// <param name="source">Row by row.</param>
    /// <param name="destination">Receives the result; not the source.</param>
    /// <param name="side">Pixels of the side.</param>
    /// <param name="bytes">Bytes of a pixel.</param>
    public void Apply(ReadOnlySpan<byte> source, Span<byte> destination, int side, int bytes)
    {
        for (int y = 0; y < side; y++)
        {
            int fromY = MirroredDown ? side - 1 - y : y;
            for (int x = 0; x < side; x++)
            {
                int fromX = MirroredAcross ? side - 1 - x : x;
                int from = Transposed ? (fromX * side) + fromY : (fromY * side) + fromX;
                source.Slice(bytes * from, bytes).CopyTo(destination[(bytes * ((y * side) + x))..]);
            }
        }
    }
}
