namespace Cmae.MLNet;

/// <summary>A label that the most similar images do not share.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeSuspiciousLabel
{
    internal CmaeSuspiciousLabel(string key, string label, string suggestion, double doubt) =>
        (Key, Label, Suggestion, Doubt) = (key, label, suggestion, doubt);

    /// <summary>The image's key, for example its path.</summary>
    public string Key { get; }

    /// <summary>The label that it has.</summary>
    public string Label { get; }

    /// <summary>The label that most of its neighbors have, weighted by their similarity.</summary>
    public string Suggestion { get; }

    /// <summary>The neighbors' votes for the suggestion minus those for the label, as a share of all votes: above 0, at most 1.</summary>
    public double Doubt { get; }

    /// <summary>Key, both labels, and the doubt.</summary>
    public override string ToString() => FormattableString.Invariant($"{Key}: '{Label}', perhaps '{Suggestion}' ({Doubt:p0})");
}
