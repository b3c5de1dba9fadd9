using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Verbs;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The command line: from arguments to an exit code.</summary>
internal static partial class CommandLineApplication
{
    /// <summary>Time that a canceled verb has to end by itself before the process is left.</summary>
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(10);

    private const int LongestHelpLine = 110;

    // Lets a write beyond the limit of file sizes (ulimit -f) fail with an error; by default, the system ends the process with a dump. It
    // holds to the end of the process: a signal may come after the verb has ended.
    private static readonly PosixSignalRegistration? FileSizeErrors = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()
        ? PosixSignalRegistration.Create((PosixSignal)25, signal => signal.Cancel = true)
        : null;

    /// <summary>Runs one verb, or what the root command does without one.</summary>
    /// <param name="root">The root command.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="console">Where results and progress go.</param>
    /// <param name="error">Where errors go.</param>
    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, IAnsiConsole console, TextWriter error)
    {
        StrictValues.RequireFor(root);
        _ = FileSizeErrors;
        if (OpenFilesLimit.Warning() is { } warning)
            error.WriteLine($"cmae: {warning}");
        ParseResult parsed;
        try
        {
            parsed = root.Parse(args);
        }
        catch (InvalidOperationException exception) // a check looked at a value that does not parse
        {
            error.WriteLine($"cmae: {OneLine(exception)}");
            error.WriteLine("Try 'cmae --help'.");
            return ExitCodes.WrongUsage;
        }
        if (parsed.Errors.Count > 0)
        {
            string[] messages = [.. parsed.Errors.Select(e => e.Message).Distinct()];
            // where a check of ours says it in the words of the command line, the parser's sentence about .NET types is left out
            string[] own = [.. messages.Where(message => !message.StartsWith("Cannot parse argument", StringComparison.Ordinal))];
            foreach (string message in own.Length > 0 ? own : messages.Select(InWordsOfTheCommandLine))
                error.WriteLine($"cmae: {VisibleText.Of(message)}");
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
        catch (OperationCanceledException exception)
        {
            error.WriteLine(exception is VerbCanceledException ? $"cmae: canceled. {OneLine(exception)}" : "cmae: canceled.");
            return ExitCodes.Canceled;
        }
        catch (Exception exception)
        {
            error.WriteLine($"cmae: {ToolWords.Of(OneLine(exception), parsed.CommandResult.Command)}");
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
            SegmentVerb.Create(console),
            EvaluateVerb.Create(console),
            PredictVerb.Create(console),
            ExplainVerb.Create(console),
            SearchVerb.Create(console),
            DuplicatesVerb.Create(console),
            SelectVerb.Create(console),
            GroupsVerb.Create(console),
            CheckLabelsVerb.Create(console),
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

    private static string InWordsOfTheCommandLine(string message)
    {
        if (ParserSentence().Match(message) is not { Success: true } match)
            return message;
        string[] names = match.Groups["names"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string taken = names.Length > 0 ? $"takes {string.Join(", ", names)}, not" : "cannot be";
        return $"{match.Groups["option"].Value} {taken} '{match.Groups["value"].Value}'.";
    }

    [GeneratedRegex(
        "^Cannot parse argument '(?<value>.*)' for option '(?<option>[^']+)' as expected type '[^']+'\\."
            + "(?: Did you mean one of the following\\?(?<names>.*))?$",
        RegexOptions.Singleline)]
    private static partial Regex ParserSentence();

    private static string HelpCommandLine(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "cmae --help" : $"cmae {parsed.CommandResult.Command.Name} --help";

    /// <summary>What went wrong: ML.NET wraps what a thread of its own throws into messages about its threads.</summary>
    private static Exception Cause(Exception exception)
    {
        while (exception.InnerException is { } inner && IsWrapper(exception))
            exception = inner;
        return exception;
    }

    private static bool IsWrapper(Exception exception) => exception is AggregateException or TargetInvocationException
        || exception.Message.StartsWith("Splitter/consolidator", StringComparison.Ordinal)
        || exception.Message.StartsWith("Event we were waiting on", StringComparison.Ordinal);

    private static string OneLine(Exception exception)
    {
        string[] lines = Cause(exception).Message.Split(
            ['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool isLibrary = Cause(exception) is FileNotFoundException { FileName: { } name }
            && name.Contains(", Version=", StringComparison.Ordinal);
        string reason = isLibrary
            ? " The installation is not complete, or this process has reached its limit of open files (ulimit -n)."
            : "";
        return VisibleText.Of(OutputFile.WithWantedName(string.Join(' ', lines)) + reason);
    }
}
