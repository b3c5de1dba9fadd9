using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options of a pre-training that can be interrupted and resumed.</summary>
internal sealed class CheckpointArguments
{
    private readonly RunArguments _run;

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Continue the run in --run from its newest checkpoint, with the same result, bit by bit, as an "
            + "uninterrupted run. The other options must be the same.",
    };

    private readonly Option<int?> _healthSteps = new("--health-steps")
    {
        Description = "Steps between two measurements of health; 0 for none, by default as many as keep "
            + "measuring at about 1.5 % of the time.",
        HelpName = "N",
    };

    private readonly Option<FileInfo?> _initializeFrom = new("--initialize-from")
    {
        Description = "Start from the weights of this encoder instead of random ones; everything else starts anew.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a verb.</summary>
    public CheckpointArguments(Command command)
    {
        _run = new RunArguments(
            command,
            "Folder of the run: options, the figures of every step, checkpoints and pictures, which 'report' makes a page of. "
                + "Must be new or empty, unless --resume or --more-epochs.");
        _healthSteps.Validators.Add(result =>
        {
            if (result.Parsed<int>() < 0)
                result.AddError("--health-steps must be at least 0.");
        });
        command.AddCheck(result =>
        {
            if (result.GetValue(_resume) && result.GetResult(_run.Run) is null)
                result.AddError("--resume needs --run: the folder of the run to continue.");
        });
        foreach (Option option in (Option[])[_resume, _healthSteps, _initializeFrom])
            command.Add(option);
    }

    /// <summary>Puts what the command line asks into the library's options.</summary>
    public void SetOptions(ParseResult parsed, CmaePretrainingOptions options)
    {
        _run.SetOptions(parsed, options);
        options.Resume |= parsed.GetValue(_resume);
        options.HealthSteps = parsed.GetValue(_healthSteps);
        if (parsed.GetValue(_initializeFrom) is { } file)
            options.InitializeFrom = CmaeEncoder.Load(file.FullName);
    }
}
