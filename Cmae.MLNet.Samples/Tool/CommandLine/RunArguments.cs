using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options of a training that keeps a run folder, can be interrupted, and be trained longer.</summary>
internal sealed class RunArguments
{
    private readonly Option<DirectoryInfo?> _run;

    private readonly Option<double?> _minutes = new("--checkpoint-minutes")
    {
        Description = "Minutes between two checkpoints. The default is 5.",
        HelpName = "M",
    };

    private readonly Option<int?> _steps = new("--checkpoint-steps")
    {
        Description = "Steps between two checkpoints, in addition to the time.",
        HelpName = "N",
    };

    private readonly Option<int?> _moreEpochs = new("--more-epochs")
    {
        Description = "Train the run in --run longer after it has ended, by this many epochs in all: weights and optimizer go on "
            + "where they were, and the learning rate, which has come to its end, warms up and falls once more. The other options stay "
            + "as they were.",
        HelpName = "N",
    };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="whatIsKept">What is in the folder, and when it may hold a run already.</param>
    public RunArguments(Command command, string whatIsKept)
    {
        _run = new("--run") { Description = whatIsKept, HelpName = "DIR" };
        _minutes.Validators.Add(result => result.RequireMinutes());
        _steps.Validators.Add(result => result.RequirePositive<int>());
        _moreEpochs.Validators.Add(result => result.RequirePositive<int>());
        command.AddCheck(result =>
        {
            if (result.GetValue(_moreEpochs) is not null && result.GetResult(_run) is null)
                result.AddError("--more-epochs needs --run: the folder of the run to train longer.");
        });
        foreach (Option option in (Option[])[_run, _minutes, _steps, _moreEpochs])
            command.Add(option);
    }

    /// <summary>The folder of the run.</summary>
    public Option<DirectoryInfo?> Run => _run;

    /// <summary>Puts what the command line asks into the library's options. A run that is to be trained longer is resumed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Changed.</param>
    /// <param name="folder">A folder in that of the run; empty for that itself.</param>
    public void SetOptions(ParseResult parsed, CmaeTrainingOptions options, string folder = "")
    {
        options.RunDirectory = parsed.GetValue(_run) is { } run ? Path.Combine(run.FullName, folder) : null;
        options.CheckpointSteps = parsed.GetValue(_steps);
        options.MoreEpochs = parsed.GetValue(_moreEpochs);
        options.Resume = options.MoreEpochs is not null;
        if (parsed.GetValue(_minutes) is { } minutes)
            options.CheckpointInterval = TimeSpan.FromMinutes(minutes);
    }

    /// <summary>The same, for verbs that go on by themselves with a run that is in the folder.</summary>
    /// <exception cref="InvalidDataException">The folder holds something else.</exception>
    public void SetResumingOptions(ParseResult parsed, CmaeTrainingOptions options, string folder = "")
    {
        SetOptions(parsed, options, folder);
        if (options.RunDirectory is not { } path || !Directory.Exists(path))
            return;
        string[] names = [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))];
        if (names.Length > 0 && !names.Any(name => name is "options.json" or "run.lock"))
            throw new InvalidDataException($"'{path}' is not empty, and not the folder of a run. Choose a new folder for --run.");
        options.Resume |= names.Length > 0;
    }
}
