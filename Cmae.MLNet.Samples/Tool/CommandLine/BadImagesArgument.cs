using System.CommandLine;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The options that say what a verb does with images that cannot be read, and which are too large.</summary>
internal sealed class BadImagesArgument
{
    private readonly Option<string> _policy = new("--bad-images")
    {
        Description = "What to do with images that are damaged or not images, which are looked for before any work: 'skip' names them and "
            + "leaves them out; 'stop' names them and does nothing.",
        HelpName = "skip|stop",
        DefaultValueFactory = _ => "skip",
    };

    private readonly Option<double?> _maxMegapixels = new("--max-megapixels")
    {
        Description = "Million pixels that an image may have, at most 500; a larger one counts as an image that cannot be read. The "
            + "default is 120. Working on an image takes about 10 bytes of memory a pixel.",
        HelpName = "N",
    };

    /// <summary>Adds the options to a verb.</summary>
    public BadImagesArgument(Command command)
    {
        _policy.AcceptOnlyFromAmong("skip", "stop");
        _maxMegapixels.Validators.Add(result =>
        {
            if (result.Parsed<double>() is <= 0 or > 500)
                result.AddError("--max-megapixels must be more than 0 and at most 500.");
        });
        command.Add(_policy);
        command.Add(_maxMegapixels);
    }

    /// <summary>Pixels that an image may have; null for what is usual.</summary>
    public long? MaxPixels(ParseResult parsed) =>
        parsed.GetValue(_maxMegapixels) is { } millions ? Math.Max(1, (long)(1e6 * millions)) : null;

    /// <summary>A loader of folders that does so.</summary>
    public ReadableImages Loader(ParseResult parsed, MLContext ml, Action<string> warn, CancellationToken cancellation) =>
        new(
            ml, parsed.GetRequiredValue(_policy) == "stop" ? BadImages.Stop : BadImages.Skip,
            text => warn(ToolWords.Of(text, parsed.CommandResult.Command)), cancellation)
        {
            MaxPixels = MaxPixels(parsed),
        };
}
