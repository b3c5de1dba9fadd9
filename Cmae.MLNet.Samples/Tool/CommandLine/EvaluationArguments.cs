using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>What <c>evaluate</c> measures, a model or an encoder, and the options that go with either.</summary>
internal sealed class EvaluationArguments
{
    private readonly Option<string?> _split = new("--split")
    {
        Description = "With --model: measure on these rows of split.csv. The default is its test rows; all images of a folder "
            + "without split.csv.",
        HelpName = "train|val|test",
    };

    private readonly Option<int> _topK = new("--top-k")
    {
        Description = "With --model: how many of the highest scores count for the second accuracy; at most all classes.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<int> _neighbors = new("--neighbors")
    {
        Description = "With --encoder: number of train images that vote on a test image; at most all of them.",
        HelpName = "K",
        DefaultValueFactory = _ => 20,
    };

    private readonly Option<bool> _compareUntrained = new("--compare-untrained")
    {
        Description = "With --encoder: also measure an untrained encoder of the same sizes.",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "With --encoder: seed of everything random.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Adds the options to a verb.</summary>
    public EvaluationArguments(Command command)
    {
        _split.AcceptOnlyFromAmong("train", "val", "test");
        _topK.Validators.Add(result => result.RequirePositive<int>());
        _neighbors.Validators.Add(result => result.RequirePositive<int>());
        foreach (Option option in (Option[])[Model, Encoder, _split, _topK, _neighbors, _compareUntrained])
            command.Add(option);
        Features = new FeatureKindArgument(command);
        LabelFraction = new LabelFractionArgument(command);
        command.Add(_seed);
        command.Add(Html);
        Html.Validators.Add(result => result.RequireExtension(".html", ".htm"));
        Model.Validators.Add(result => result.RequireExtension(".zip"));
        command.AddCheck(CheckTogether);
    }

    /// <summary>The classifier to measure; null if an encoder is.</summary>
    public Option<FileInfo?> Model { get; } = new("--model")
    {
        Description = "Measure this model, as 'classify', 'finetune' or 'segment' saved it.",
        HelpName = "FILE.zip",
    };

    /// <summary>The encoder to measure; null if a model is.</summary>
    public Option<FileInfo?> Encoder { get; } = new("--encoder")
    {
        Description = "Instead of --model: measure the features of this encoder, by the nearest train images and by a linear classifier.",
        HelpName = "FILE",
    };

    /// <summary>The page of a segmentation's figures.</summary>
    public Option<FileInfo?> Html { get; } = new OutputOption<FileInfo?>("--html")
    {
        Description = "With the --model of a segmentation: also write a page with its figures and the worst images.",
        HelpName = "FILE",
    };

    /// <summary>Which tokens of the encoder are measured.</summary>
    public FeatureKindArgument Features { get; }

    /// <summary>How many of the training labels an encoder is measured with.</summary>
    public LabelFractionArgument LabelFraction { get; }

    public string? Split(ParseResult parsed) => parsed.GetValue(_split);

    public int TopK(ParseResult parsed) => parsed.GetRequiredValue(_topK);

    public int Neighbors(ParseResult parsed) => parsed.GetRequiredValue(_neighbors);

    public bool CompareUntrained(ParseResult parsed) => parsed.GetValue(_compareUntrained);

    public int Seed(ParseResult parsed) => parsed.GetRequiredValue(_seed);

    private void CheckTogether(CommandResult result)
    {
        bool hasModel = result.GetResult(Model) is not null, hasEncoder = result.GetResult(Encoder) is not null;
        if (hasModel == hasEncoder)
        {
            result.AddError("Give either --model or --encoder: what to measure.");
            return;
        }
        string[] others = hasModel
            ? [_neighbors.Name, _compareUntrained.Name, Features.Name, LabelFraction.Name, _seed.Name]
            : [_split.Name, _topK.Name, Html.Name];
        foreach (OptionResult option in result.Children.OfType<OptionResult>()
            .Where(option => !option.Implicit && others.Contains(option.Option.Name)))
            result.AddError($"{option.Option.Name} goes with {(hasModel ? "--encoder" : "--model")}.");
    }
}
