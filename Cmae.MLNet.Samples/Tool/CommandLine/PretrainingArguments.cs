using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options that say how to pre-train, shared by the verbs that do.</summary>
internal sealed class PretrainingArguments
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = $"Size of the encoder: {string.Join("; ", Preset.All.Select(preset => $"{preset.Name} ({preset.Description})"))}. "
            + "The default is smaller than the library's own default, which is tiny with decoders of 4 and 2 blocks: the first try is to "
            + "end soon.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "micro",
    };

    private readonly Option<int> _imageSize = new("--image-size")
    {
        Description = "Side in pixels of the square that the encoder sees of each image. Larger sees more and takes longer.",
        HelpName = "N",
        DefaultValueFactory = _ => 64,
    };

    private readonly Option<int?> _epochs = new("--epochs")
    {
        Description = "Passes over the images. By default, the number of images decides.",
        HelpName = "N",
    };

    private readonly Option<double?> _minutes = new("--minutes")
    {
        Description = "Time for pre-training, instead of --epochs; the schedule is planned from the measured speed to end then.",
        HelpName = "M",
    };

    private readonly OptionsFileArgument _file;

    /// <summary>Adds the options to a verb.</summary>
    public PretrainingArguments(Command command)
    {
        _preset.AcceptOnlyFromAmong([.. Preset.All.Select(preset => preset.Name)]);
        _imageSize.Validators.Add(result => result.RequirePositive<int>());
        _epochs.Validators.Add(result => result.RequirePositive<int>());
        _minutes.Validators.Add(result => result.RequireMinutes());
        command.AddCheck(result =>
        {
            if (result.GetResult(_epochs) is not null && result.GetResult(_minutes) is not null)
                result.AddError("--epochs and --minutes cannot be combined: give one of them.");
        });
        foreach (Option option in (Option[])[_preset, _imageSize, _epochs, _minutes, Seed])
            command.Add(option);
        _file = new OptionsFileArgument(command, "{\"batchSize\": 128, \"maskRatio\": 0.6}");
    }

    /// <summary>The seed of everything random.</summary>
    public Option<int> Seed { get; } = new("--seed")
    {
        Description = "Seed of everything random; the same seed gives the same result on the same machine (not with --minutes).",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The library's options for what the command line asks.</summary>
    public CmaePretrainingOptions Read(ParseResult parsed, CancellationToken cancellation)
    {
        CmaePretrainingOptions options = Preset.Named(parsed.GetRequiredValue(_preset)).CreateOptions();
        (options.ImageSize, options.Seed) = (parsed.GetRequiredValue(_imageSize), parsed.GetRequiredValue(Seed));
        _file.Apply(parsed, options);
        if (parsed.Has(_imageSize))
            options.ImageSize = parsed.GetRequiredValue(_imageSize);
        if (parsed.Has(Seed))
            options.Seed = parsed.GetRequiredValue(Seed);
        options.Seed ??= parsed.GetRequiredValue(Seed);
        if (parsed.GetValue(_epochs) is { } epochs)
            (options.Epochs, options.TimeBudget) = (epochs, null);
        if (parsed.GetValue(_minutes) is { } minutes)
            options.TimeBudget = TimeSpan.FromMinutes(minutes);
        options.OnBadImage = CmaeBadImageHandling.Skip;
        options.CancellationToken = cancellation;
        return options;
    }
}
