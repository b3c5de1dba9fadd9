namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>Encoder sizes by name. Everything else is what the library does by default for an encoder of that size.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Architecture">The size.</param>
internal sealed record Preset(string Name, string Description, CmaeArchitecture Architecture)
{
    /// <summary>All presets, the smallest first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("micro", "128 wide, 6 blocks: minutes on a laptop", CmaeArchitecture.Micro),
        new("tiny", "192 wide, 12 blocks: half an hour to hours on a CPU", CmaeArchitecture.Tiny),
        new("small", "384 wide, 12 blocks: overnight on a CPU, or a GPU", CmaeArchitecture.Small),
        new("base", "768 wide, 12 blocks, the paper's size: a GPU", CmaeArchitecture.Base),
    ];

    /// <summary>The one of the library's default size.</summary>
    public static Preset Default { get; } = All.Single(preset => preset.Architecture == new CmaePretrainingOptions().Architecture);

    /// <summary>The preset of a name that the command line has already checked.</summary>
    public static Preset Named(string name) => All.Single(preset => preset.Name == name);

    /// <summary>Fresh options of pre-training.</summary>
    public CmaePretrainingOptions CreateOptions() => new() { Architecture = Architecture };
}
