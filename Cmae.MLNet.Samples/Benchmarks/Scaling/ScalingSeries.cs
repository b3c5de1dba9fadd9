namespace Cmae.MLNet.Samples.Benchmarks.Scaling;

/// <summary>Training steps that differ in one thing.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Values">Its values, ascending.</param>
/// <param name="CreateOptions">Makes fresh options for a value.</param>
internal sealed record ScalingSeries(string Name, IReadOnlyList<int> Values, Func<int, CmaePretrainingOptions> CreateOptions)
{
    private const int Width = 192, Heads = 3, PatchSize = 8;

    public static ScalingSeries Batch { get; } = new("batch", [8, 16, 32, 64, 128], batch => Options(imageSize: 64, depth: 12, batch));

    public static IReadOnlyList<ScalingSeries> All { get; } =
    [
        Batch,
        new("image side", [32, 64, 96, 128, 160], side => Options(side, depth: 12, batch: 16)),
        new("depth", [3, 6, 12, 24], depth => Options(imageSize: 64, depth, batch: 16)),
    ];

    private static CmaePretrainingOptions Options(int imageSize, int depth, int batch) => new()
    {
        Architecture = new CmaeArchitecture(Width, depth, Heads),
        ImageSize = imageSize,
        PatchSize = PatchSize,
        MaskRatio = 0.65,
        BatchSize = batch,
    };
}
