using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>What a training that is canceled leaves, and how to go on.</summary>
internal static class KeptRun
{
    /// <summary>The exception that says so.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="run">The folder of the run; null if there is none.</param>
    public static VerbCanceledException Canceled(ParseResult parsed, string? run)
    {
        if (run is null)
            return new("Nothing was kept. With --run DIR, a training that is canceled can go on later.");
        string command = CommandText.Of(parsed, "--resume");
        string checkpoints = Path.Combine(run, "checkpoints");
        return new(Directory.Exists(checkpoints) && Directory.EnumerateFiles(checkpoints, "step-*.safetensors").Any()
            ? $"A checkpoint of where it stood is in '{run}'. To go on: {command}"
            : $"There is no checkpoint in '{run}' yet. To begin anew: {command}");
    }
}
