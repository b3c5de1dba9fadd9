using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using Cmae.MLNet.Samples.Tool.Verbs;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The command line: from arguments to an exit code.</summary>
internal static class CommandLineApplication
{
    /// <summary>Time that a canceled verb has to end by itself before the process is left.</summary>
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(10);

    private const int LongestHelpLine = 110;

    /// <summary>Runs one verb, or what the root command does without one.</summary>
    /// <param name="root">The root command.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="console">Where results and progress go.</param>
    /// <param name="error">Where errors go.</param>
    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, IAnsiConsole console, TextWriter error)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
                error.WriteLine($"cmae: {message}");
            error.WriteLine($"Try '{HelpCommandLine(parsed)}'.");
            return ExitCodes.WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = console.Profile.Out.Writer,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = CancellationGrace,
            });
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("cmae: canceled.");
            return ExitCodes.Canceled;
        }
        catch (Exception exception)
        {
            error.WriteLine($"cmae: {OneLine(exception)}");
            return ExitCodes.Failure;
        }
    }

    /// <summary>The root command with all verbs; without a verb it shows the help.</summary>
    public static RootCommand CreateRoot(IAnsiConsole console)
    {
        var root = new RootCommand(
            "Self-supervised vision for ML.NET: learn features from unlabeled images, then classify with few labels.")
        {
            PretrainVerb.Create(console),
            FeaturizeVerb.Create(console),
            ClassifyVerb.Create(console),
            FineTuneVerb.Create(console),
            EvaluateVerb.Create(console),
            PredictVerb.Create(console),
            ExplainVerb.Create(console),
            ReportVerb.Create(console),
            ImportVerb.Create(console),
            ExportVerb.Create(console),
            InspectVerb.Create(console),
            UnpackVerb.Create(console),
            ExperimentVerb.Create(console),
        };
        root.HelpName = "cmae";
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        var help = new HelpWithExamples((HelpAction)option.Action!, Math.Min(console.Profile.Width, LongestHelpLine));
        (option.Action, root.Action) = (help, help);
        return root;
    }

    private static string HelpCommandLine(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "cmae --help" : $"cmae {parsed.CommandResult.Command.Name} --help";

    private static string OneLine(Exception exception)
    {
        while (exception is AggregateException or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        return string.Join(
            ' ', exception.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
