using System.CommandLine;

namespace Cmae.MLNet.Samples.CommandLine;

/// <summary>The options of a run that can be interrupted and go on.</summary>
internal sealed class CheckpointArguments
{
    private readonly Option<DirectoryInfo?> _run = new("--run")
    {
        Description = "Folder of the run: training checkpoints, and a picture of reconstructions at the end. Must be new or empty, unless --resume.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with the run in --run from its newest checkpoint, to the same bits as if it had not stopped. The other options must be as they were.",
    };

    private readonly Option<double?> _minutes = new("--checkpoint-minutes") { Description = "Minutes between two checkpoints. Left out: 5.", HelpName = "M" };

    private readonly Option<int?> _steps = new("--checkpoint-steps") { Description = "Steps between two checkpoints, beside the time.", HelpName = "N" };

    private readonly Option<FileInfo?> _initializeFrom = new("--initialize-from")
    {
        Description = "Start from the weights of this encoder in place of random ones; everything else starts anew.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a verb.</summary>
    public CheckpointArguments(Command command)
    {
        _minutes.Validators.Add(result => result.RequirePositive<double>());
        _steps.Validators.Add(result => result.RequirePositive<int>());
        command.Validators.Add(result =>
        {
            if (result.GetValue(_resume) && result.GetResult(_run) is null)
                result.AddError("--resume needs --run: the folder of the run to go on with.");
        });
        foreach (Option option in (Option[])[_run, _resume, _minutes, _steps, _initializeFrom])
            command.Add(option);
    }

    /// <summary>Puts what the command line asks into the library's options.</summary>
    public void Apply(ParseResult parsed, CmaePretrainingOptions options)
    {
        options.RunDirectory = parsed.GetValue(_run)?.FullName;
        options.Resume = parsed.GetValue(_resume);
        options.CheckpointSteps = parsed.GetValue(_steps);
        if (parsed.GetValue(_minutes) is { } minutes)
            options.CheckpointInterval = TimeSpan.FromMinutes(minutes);
        if (parsed.GetValue(_initializeFrom) is { } file)
            options.InitializeFrom = CmaeEncoder.Load(file.FullName);
    }
}
