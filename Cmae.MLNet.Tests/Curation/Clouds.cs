namespace Cmae.MLNet.Tests.Curation;

/// <summary>Features in clouds around random centers, with the large part in common that an encoder's features have.</summary>
internal static class Clouds
{
    private const int Length = 16;

    /// <summary>Rows in turn of one cloud after the other: row i belongs to cloud i mod count.</summary>
    public static float[][] Create(int clouds, int rows, float spread = 0.1f, int seed = 1)
    {
        var random = new Random(seed);
        float[][] centers = [.. Enumerable.Range(0, clouds).Select(_ => Vector(random, 1))];
        return
        [
            .. Enumerable.Range(0, rows).Select(row =>
                centers[row % clouds].Zip(Vector(random, spread), (center, offset) => 50 + center + offset).ToArray()),
        ];
    }

    public static CmaeImageIndex Index(float[][] features) => new([.. features.Select((_, row) => Key(row))], features);

    public static string Key(int row) => $"photo {row}.jpg";

    public static int RowOf(string key) => int.Parse(key.AsSpan("photo ".Length, key.Length - "photo .jpg".Length));

    private static float[] Vector(Random random, float scale) =>
        [.. Enumerable.Range(0, Length).Select(_ => scale * (random.NextSingle() - 0.5f))];
}
