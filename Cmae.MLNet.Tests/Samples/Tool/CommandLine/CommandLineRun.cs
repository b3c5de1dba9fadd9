using System.CommandLine;
using Cmae.MLNet.Samples;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

/// <summary>The command line in this process, what it writes caught.</summary>
internal static class CommandLineRun
{
    /// <summary>Runs a verb of the samples, which are those of the tool and bench.</summary>
    public static Task<(int ExitCode, string Output, string Error)> Of(params string[] args) => Run(SampleCommands.CreateRoot, args);

    /// <summary>Runs a verb of the installed tool.</summary>
    public static Task<(int ExitCode, string Output, string Error)> OfTool(params string[] args) =>
        Run(CommandLineApplication.CreateRoot, args);

    private static async Task<(int ExitCode, string Output, string Error)> Run(Func<IAnsiConsole, RootCommand> createRoot, string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        int exitCode = await CommandLineApplication.RunAsync(createRoot(console), args, console, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a verb that has to succeed without a word of complaint, and returns what it wrote.</summary>
    public static async Task<string> Succeeds(params string[] args)
    {
        (int exitCode, string output, string error) = await Of(args);
        Assert.AreEqual("", error);
        Assert.AreEqual(ExitCodes.Success, exitCode);
        return output;
    }

    /// <summary>What a verb wrote, its lines joined: they are wrapped to the width of the console.</summary>
    public static string Unwrap(string output) =>
        string.Join(' ', output.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
