using System.CommandLine;
using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The option to learn from a share of the labels, shared by the verbs that show what few labels are worth.</summary>
internal sealed class LabelFractionArgument
{
    private readonly Option<double> _fraction = new("--label-fraction")
    {
        Description = "Share of the training labels to learn from, of every class alike: what few labels are worth.",
        HelpName = "F",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>Adds the option to a verb.</summary>
    public LabelFractionArgument(Command command)
    {
        _fraction.Validators.Add(result =>
        {
            if (result.Parsed<double>() is <= 0 or > 1)
                result.AddError("--label-fraction must be above 0 and at most 1.");
        });
        command.Add(_fraction);
    }

    /// <summary>The option's name.</summary>
    public string Name => _fraction.Name;

    /// <summary>The share, above 0 and at most 1.</summary>
    public double Value(ParseResult parsed) => parsed.GetRequiredValue(_fraction);

    /// <summary>The share of the rows, with at least one of every class.</summary>
    public IDataView Keep(ParseResult parsed, MLContext ml, IDataView rows, int seed) =>
        PerClassSplit.Keep(ml, rows, Value(parsed), seed);
}
