using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The work of a verb.</summary>
/// <param name="parsed">The values of its options.</param>
/// <param name="cancellation">Canceled by Ctrl+C.</param>
internal delegate void Verb(ParseResult parsed, CancellationToken cancellation);

internal static class VerbExtensions
{
    /// <summary>
    /// Makes a verb the action of a command. It runs on a thread of its own, so that Ctrl+C is answered even if the verb does not check for
    /// it.
    /// </summary>
    public static void SetVerb(this Command command, Verb verb) =>
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                OutputOptions.RequireWritable(parsed);
                verb(parsed, cancellation);
                return ExitCodes.Success;
            },
            cancellation));
}
