using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options that pre-training and fine-tuning share: how long to train, the seed, and a file with further options.</summary>
internal sealed class TrainingArguments
{
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
    /// <param name="command">The verb.</param>
    /// <param name="example">What an options file may hold.</param>
    public TrainingArguments(Command command, string example)
    {
        _epochs.Validators.Add(result => result.RequirePositive<int>());
        _minutes.Validators.Add(result => result.RequireMinutes());
        command.AddCheck(result =>
        {
            if (result.GetResult(_epochs) is not null && result.GetResult(_minutes) is not null)
                result.AddError("--epochs and --minutes cannot be combined: give one of them.");
        });
        foreach (Option option in (Option[])[_epochs, _minutes, _seed])
            command.Add(option);
        _file = new OptionsFileArgument(command, example);
    }

    /// <summary>Sets what the options file says, and over that what the command line itself says.</summary>
    /// <exception cref="InvalidDataException">The file is not a valid file of options; the message says which option is wrong.</exception>
    public void SetOptions<TOptions>(ParseResult parsed, TOptions options, CancellationToken cancellation)
        where TOptions : CmaeTrainingOptions
    {
        _file.SetOptions(parsed, options);
        if (parsed.Has(_seed))
            options.Seed = parsed.GetRequiredValue(_seed);
        options.Seed ??= parsed.GetRequiredValue(_seed);
        if (parsed.GetValue(_epochs) is { } epochs)
            (options.Epochs, options.TimeBudget) = (epochs, null);
        if (parsed.GetValue(_minutes) is { } minutes)
            options.TimeBudget = TimeSpan.FromMinutes(minutes);
        (options.OnBadImage, options.CancellationToken) = (CmaeBadImageHandling.Skip, cancellation);
    }
}
