using System.CommandLine;
using System.Globalization;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options that say how to fine-tune.</summary>
internal sealed class FineTuningArguments
{
    private const string FreezeNothing = "nothing", FreezeEncoder = "encoder";

    private readonly Option<string> _preset = new("--preset")
    {
        Description = $"Size of the encoder without --encoder: {string.Join(", ", Preset.All.Select(preset => preset.Name))}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "micro",
    };

    private readonly Option<int> _imageSize = new("--image-size")
    {
        Description = "Side in pixels of the square that the encoder sees, without --encoder.",
        HelpName = "N",
        DefaultValueFactory = _ => 64,
    };

    private readonly Option<string> _freeze = new("--freeze")
    {
        Description = $"Which weights stay as they are: '{FreezeNothing}'; '{FreezeEncoder}' for a linear probe, which "
            + "takes seconds; or the number of last blocks that are trained.",
        HelpName = "WHAT",
        DefaultValueFactory = _ => FreezeNothing,
    };

    private readonly Option<int?> _epochs = new("--epochs")
    {
        Description = "Passes over the images. By default, the number of images decides.",
        HelpName = "N",
    };

    private readonly Option<double?> _minutes = new("--minutes")
    {
        Description = "Time for training, instead of --epochs; the schedule is planned from the measured speed to end then.",
        HelpName = "M",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Seed of everything random; the same seed gives the same result on the same machine (not with --minutes).",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly OptionsFileArgument _file;

    /// <summary>Adds the options to a verb.</summary>
    public FineTuningArguments(Command command)
    {
        _preset.AcceptOnlyFromAmong([.. Preset.All.Select(preset => preset.Name)]);
        _imageSize.Validators.Add(result => result.RequirePositive<int>());
        _epochs.Validators.Add(result => result.RequirePositive<int>());
        _minutes.Validators.Add(result => result.RequireMinutes());
        _freeze.Validators.Add(result =>
        {
            if (Freeze(result.GetValueOrDefault<string>()!) is null)
                result.AddError(
                    $"--freeze must be '{FreezeNothing}', '{FreezeEncoder}' or a number of blocks above 0, not "
                        + $"'{result.GetValueOrDefault<string>()}'.");
        });
        command.AddCheck(result =>
        {
            if (result.GetResult(_epochs) is not null && result.GetResult(_minutes) is not null)
                result.AddError("--epochs and --minutes cannot be combined: give one of them.");
        });
        foreach (Option option in (Option[])[Encoder, _preset, _imageSize, _freeze, _epochs, _minutes, _seed])
            command.Add(option);
        _file = new OptionsFileArgument(command, "{\"batchSize\": 64, \"calibrate\": true}");
    }

    /// <summary>The encoder to start from.</summary>
    public Option<FileInfo?> Encoder { get; } = new("--encoder")
    {
        Description = "Start from this encoder. By default, training starts from random weights, of the sizes that --preset and "
            + "--image-size say.",
        HelpName = "FILE",
    };

    /// <summary>The library's options for what the command line asks.</summary>
    public CmaeImageClassificationTrainer.Options Read(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new CmaeImageClassificationTrainer.Options
        {
            Architecture = Preset.Named(parsed.GetRequiredValue(_preset)).CreateOptions().Architecture,
            ImageSize = parsed.GetRequiredValue(_imageSize),
            Seed = parsed.GetRequiredValue(_seed),
        };
        _file.Apply(parsed, options);
        options.InitializeFrom = parsed.GetValue(Encoder) is { } file ? CmaeEncoder.Load(file.FullName) : null;
        if (parsed.Has(_preset))
            options.Architecture = Preset.Named(parsed.GetRequiredValue(_preset)).CreateOptions().Architecture;
        if (parsed.Has(_imageSize))
            options.ImageSize = parsed.GetRequiredValue(_imageSize);
        if (parsed.Has(_seed))
            options.Seed = parsed.GetRequiredValue(_seed);
        options.Seed ??= parsed.GetRequiredValue(_seed);
        if (parsed.GetValue(_epochs) is { } epochs)
            (options.Epochs, options.TimeBudget) = (epochs, null);
        if (parsed.GetValue(_minutes) is { } minutes)
            options.TimeBudget = TimeSpan.FromMinutes(minutes);
        options.Freeze = Freeze(parsed.GetRequiredValue(_freeze))!.Value;
        (options.OnBadImage, options.CancellationToken) = (CmaeBadImageHandling.Skip, cancellation);
        return options;
    }

    private static CmaeFreeze? Freeze(string text) => text switch
    {
        FreezeNothing => CmaeFreeze.Nothing,
        FreezeEncoder => CmaeFreeze.Encoder,
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int blocks) && blocks > 0
            ? CmaeFreeze.AllButLast(blocks)
            : null,
    };
}
