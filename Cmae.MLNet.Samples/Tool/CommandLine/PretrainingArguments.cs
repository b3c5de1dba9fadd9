using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options that say how to pre-train, shared by the verbs that do.</summary>
internal sealed class PretrainingArguments
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = $"Size of the encoder: {string.Join("; ", Preset.All.Select(preset => $"{preset.Name} ({preset.Description})"))}. "
            + "The default is the smallest: the first try is to end soon.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Preset.Default.Name,
    };

    private readonly Option<int> _imageSize = new("--image-size")
    {
        Description = "Side in pixels of the square that the encoder sees of each image. Larger sees more and takes longer.",
        HelpName = "N",
        DefaultValueFactory = _ => new CmaePretrainingOptions().ImageSize,
    };

    private readonly TrainingArguments _training;

    /// <summary>Adds the options to a verb.</summary>
    public PretrainingArguments(Command command)
    {
        _preset.AcceptOnlyFromAmong([.. Preset.All.Select(preset => preset.Name)]);
        _imageSize.Validators.Add(result => result.RequirePositive<int>());
        command.Add(_preset);
        command.Add(_imageSize);
        _training = new TrainingArguments(command, "{\"batchSize\": 128, \"maskRatio\": 0.6}");
    }

    /// <summary>The library's options for what the command line asks.</summary>
    public CmaePretrainingOptions Read(ParseResult parsed, CancellationToken cancellation)
    {
        CmaePretrainingOptions options = Preset.Named(parsed.GetRequiredValue(_preset)).CreateOptions();
        options.ImageSize = parsed.GetRequiredValue(_imageSize);
        _training.SetOptions(parsed, options, cancellation);
        if (parsed.Has(_imageSize))
            options.ImageSize = parsed.GetRequiredValue(_imageSize);
        return options;
    }
}
