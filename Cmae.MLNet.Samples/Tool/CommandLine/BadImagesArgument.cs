using System.CommandLine;
using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The option that says what a verb does with images that cannot be read.</summary>
internal sealed class BadImagesArgument
{
    private readonly Option<string> _policy = new("--bad-images")
    {
        Description = "What to do with images that are damaged or not images, which are looked for before any work: 'skip' names them and "
            + "leaves them out; 'stop' names them and does nothing.",
        HelpName = "skip|stop",
        DefaultValueFactory = _ => "skip",
    };

    /// <summary>Adds the option to a verb.</summary>
    public BadImagesArgument(Command command)
    {
        _policy.AcceptOnlyFromAmong("skip", "stop");
        command.Add(_policy);
    }

    /// <summary>A loader of folders that does so.</summary>
    public ReadableImages Loader(ParseResult parsed, MLContext ml, Action<string> warn, CancellationToken cancellation) =>
        new(ml, parsed.GetRequiredValue(_policy) == "stop" ? BadImages.Stop : BadImages.Skip, warn, cancellation);
}
