namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>Damages a file in one of the ways in which files get damaged, or are made to do harm.</summary>
internal static class FileMutation
{
    private static readonly byte[][] s_lengths =
    [
        [255, 255, 255, 255], [255, 255, 255, 127], [0, 0, 0, 128], [255, 255, 255, 255, 255, 255, 255, 127], [0, 0, 0, 0], [0, 0, 0, 64],
    ];

    public static byte[] Mutate(byte[] file, Random random) => random.Next(6) switch
    {
        0 => FlipBits(file, random, 0, file.Length),
        // headers and directories stand at the front and at the end, where a single bit means more
        1 => FlipBits(file, random, 0, Math.Min(file.Length, 4096)),
        2 => FlipBits(file, random, Math.Max(0, file.Length - 8192), file.Length),
        3 => file[..random.Next(file.Length)],
        4 => Overwrite(file, random, s_lengths[random.Next(s_lengths.Length)]),
        _ => Splice(file, random),
    };

    private static byte[] FlipBits(byte[] file, Random random, int from, int to)
    {
        byte[] mutated = [.. file];
        for (int i = random.Next(1, 9); i > 0; i--)
            mutated[random.Next(from, to)] ^= (byte)(1 << random.Next(8));
        return mutated;
    }

    private static byte[] Overwrite(byte[] file, Random random, byte[] length)
    {
        byte[] mutated = [.. file];
        int start = random.Next(random.Next(2) == 0 ? Math.Min(file.Length, 4096) : file.Length);
        length.AsSpan(0, Math.Min(length.Length, file.Length - start)).CopyTo(mutated.AsSpan(start));
        return mutated;
    }

    private static byte[] Splice(byte[] file, Random random)
    {
        int start = random.Next(file.Length);
        int length = random.Next(Math.Min(file.Length - start, 1024));
        int target = random.Next(file.Length);
        return [.. file[..target], .. file[start..(start + length)], .. file[target..]];
    }
}
