using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using Cmae.MLNet.Samples.Verbs;
using Spectre.Console;

namespace Cmae.MLNet.Samples.CommandLine;

/// <summary>The command line: from arguments to an exit code.</summary>
internal static class CommandLineApplication
{
    /// <summary>Time that a canceled verb has to end by itself before the process is left.</summary>
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(10);

    private const int LongestHelpLine = 110;

    /// <summary>Runs one verb, or the main sample where there is none.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="console">Where results and progress go.</param>
    /// <param name="error">Where errors go.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, IAnsiConsole console, TextWriter error)
    {
        RootCommand root = CreateRoot(console);
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

    /// <summary>The root command with all verbs.</summary>
    public static RootCommand CreateRoot(IAnsiConsole console)
    {
        var root = new RootCommand(
            "Self-supervised vision for ML.NET: learn features from unlabeled images, then classify with few labels. "
            + "Without a verb: draws images, learns from them, and shows the whole way to a model.zip in a few minutes.")
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
            BenchVerb.Create(console),
        };
        root.HelpName = "cmae";
        root.SetVerb(MainSample.Create(console));
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!, Math.Min(console.Profile.Width, LongestHelpLine));
        return root;
    }

    private static string HelpCommandLine(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "cmae --help" : $"cmae {parsed.CommandResult.Command.Name} --help";

    private static string OneLine(Exception exception)
    {
        while (exception is AggregateException or TargetInvocationException && exception.InnerException is { } inner)
            exception = inner;
        return string.Join(' ', exception.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
