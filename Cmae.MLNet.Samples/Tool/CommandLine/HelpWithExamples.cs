using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The usual help, followed by the examples of the verb.</summary>
internal sealed class HelpWithExamples(HelpAction help, int width) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.MaxWidth = width;
        int result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is VerbCommand verb)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in verb.Examples)
                output.WriteLine($"  cmae {example}");
            output.WriteLine();
        }
        return result;
    }
}
