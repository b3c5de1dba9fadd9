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
        DefaultValueFactory = _ => Preset.Default.Name,
    };

    private readonly Option<int> _imageSize = new("--image-size")
    {
        Description = "Side in pixels of the square that the encoder sees, without --encoder.",
        HelpName = "N",
        DefaultValueFactory = _ => new CmaeImageClassificationTrainer.Options().ImageSize,
    };

    private readonly Option<string> _freeze = new("--freeze")
    {
        Description = $"Which weights stay as they are: '{FreezeNothing}'; '{FreezeEncoder}' for a linear probe, which "
            + "takes seconds; or the number of last blocks that are trained.",
        HelpName = "WHAT",
        DefaultValueFactory = _ => FreezeNothing,
    };

    private readonly TrainingArguments _training;

    /// <summary>Adds the options to a verb.</summary>
    public FineTuningArguments(Command command)
    {
        _preset.AcceptOnlyFromAmong([.. Preset.All.Select(preset => preset.Name)]);
        _imageSize.Validators.Add(result => result.RequirePositive<int>());
        _freeze.Validators.Add(result =>
        {
            if (Freeze(result.GetValueOrDefault<string>()!) is null)
                result.AddError(
                    $"--freeze must be '{FreezeNothing}', '{FreezeEncoder}' or a number of blocks above 0, not "
                        + $"'{result.GetValueOrDefault<string>()}'.");
        });
        foreach (Option option in (Option[])[Encoder, _preset, _imageSize, _freeze])
            command.Add(option);
        _training = new TrainingArguments(command, "{\"batchSize\": 64, \"calibrate\": true}");
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
            Architecture = Preset.Named(parsed.GetRequiredValue(_preset)).Architecture,
            ImageSize = parsed.GetRequiredValue(_imageSize),
        };
        _training.SetOptions(parsed, options, cancellation);
        options.InitializeFrom = parsed.GetValue(Encoder) is { } file ? CmaeEncoder.Load(file.FullName) : null;
        if (parsed.Has(_preset))
            options.Architecture = Preset.Named(parsed.GetRequiredValue(_preset)).Architecture;
        if (parsed.Has(_imageSize))
            options.ImageSize = parsed.GetRequiredValue(_imageSize);
        options.Freeze = Freeze(parsed.GetRequiredValue(_freeze))!.Value;
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
