using System.CommandLine;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>The option that says which of an encoder's tokens a classifier sees.</summary>
internal sealed class FeatureKindArgument
{
    private readonly Option<CmaeFeatureKind> _features = new("--features")
    {
        Description = "Which of the encoder's tokens the classifier sees. MeanPatchGrid keeps where in the image things are; "
            + "MeanPatch, a fraction as long, does not; it is the default of the library and of 'featurize', where features are for "
            + "search and clustering as well.",
        DefaultValueFactory = _ => CmaeFeatureKind.MeanPatchGrid,
    };

    /// <summary>Adds the option to a verb.</summary>
    public FeatureKindArgument(Command command) => command.Add(_features);

    public string Name => _features.Name;

    public CmaeFeatureKind Value(ParseResult parsed) => parsed.GetRequiredValue(_features);
}
