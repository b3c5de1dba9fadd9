namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The work failed; one line on the standard error says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line was wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>Ctrl+C, as shells have it (128 + SIGINT).</summary>
    public const int Canceled = 130;
}
