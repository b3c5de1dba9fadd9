namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>Encoder sizes by name, each with decoders and batches that go with it.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Description">What it is for.</param>
/// <param name="CreateOptions">Makes fresh options.</param>
internal sealed record Preset(string Name, string Description, Func<CmaePretrainingOptions> CreateOptions)
{
    /// <summary>All presets, the smallest first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("micro", "128 wide, 6 blocks: minutes on a laptop", () => new()
        {
            Architecture = CmaeArchitecture.Micro,
            PixelDecoderDepth = 2,
            FeatureDecoderDepth = 1,
        }),
        new("tiny", "192 wide, 12 blocks: half an hour to hours on a CPU", () => new()
        {
            Architecture = CmaeArchitecture.Tiny,
            PixelDecoderDepth = 2,
            FeatureDecoderDepth = 1,
        }),
        new("small", "384 wide, 12 blocks: overnight on a CPU, or a GPU", () => new()
        {
            Architecture = CmaeArchitecture.Small,
        }),
        new("base", "768 wide, 12 blocks, the paper's size: a GPU", () => new()
        {
            Architecture = CmaeArchitecture.Base,
            PixelDecoderDepth = 8,
            AccumulationSteps = 2,
        }),
    ];

    /// <summary>The preset of a name that the command line has already checked.</summary>
    public static Preset Named(string name) => All.Single(preset => preset.Name == name);
}
