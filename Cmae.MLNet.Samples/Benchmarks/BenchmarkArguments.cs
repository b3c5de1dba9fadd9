using System.CommandLine;
using System.CommandLine.Parsing;
using Cmae.MLNet.Samples.Benchmarks.Inference;
using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Samples.Benchmarks;

/// <summary>The options that say what a benchmark measures, and how often.</summary>
internal sealed class BenchmarkArguments
{
    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Few repetitions and no scaling, so that everything takes about three minutes.",
    };

    private readonly Option<BenchmarkPart[]?> _only = new("--only")
    {
        Description = $"Parts to measure, separated by commas: {string.Join(", ", Names())}. The default is all of them, or with "
            + "--quick all but scaling.",
        HelpName = "PARTS",
        CustomParser = Parse,
    };

    private readonly Option<FileInfo?> _encoder = new("--encoder")
    {
        Description = "An encoder that pre-training saved, to be measured beside the untrained ones: says what rounding its weights "
            + "does to its features.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a verb.</summary>
    public BenchmarkArguments(Command command)
    {
        command.Add(_quick);
        command.Add(_only);
        command.Add(_encoder);
    }

    public MeasuringPlan Plan(ParseResult parsed) => parsed.GetValue(_quick) ? MeasuringPlan.Quick : MeasuringPlan.Thorough;

    public IReadOnlyList<InferenceSize> Encoders(ParseResult parsed) =>
        parsed.GetValue(_encoder) is { } file ? [.. InferenceSize.All, InferenceSize.OfFile(file)] : InferenceSize.All;

    public IReadOnlySet<BenchmarkPart> Parts(ParseResult parsed) => Parts(parsed.GetValue(_only), parsed.GetValue(_quick));

    /// <summary>The same while the command line is checked.</summary>
    public IReadOnlySet<BenchmarkPart> Parts(SymbolResult result) => Parts(result.GetValue(_only), result.GetValue(_quick));

    private static HashSet<BenchmarkPart> Parts(BenchmarkPart[]? named, bool isQuick) => named is { Length: > 0 }
        ? [.. named]
        : [.. Enum.GetValues<BenchmarkPart>().Where(part => !isQuick || part != BenchmarkPart.Scaling)];

    private static BenchmarkPart[] Parse(ArgumentResult result)
    {
        var parts = new List<BenchmarkPart>();
        foreach (string name in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (Names().Contains(name))
                parts.Add(Enum.Parse<BenchmarkPart>(name, ignoreCase: true));
            else
                result.AddError($"--only takes {string.Join(", ", Names())}, not '{name}'.");
        }
        return [.. parts];
    }

    private static IEnumerable<string> Names() => Enum.GetNames<BenchmarkPart>().Select(name => name.ToLowerInvariant());
}
