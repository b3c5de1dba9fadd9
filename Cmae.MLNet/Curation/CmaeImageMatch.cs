namespace Cmae.MLNet;

/// <summary>An image of a <see cref="CmaeImageIndex"/> with how similar it is to something.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeImageMatch
{
    internal CmaeImageMatch(string key, double similarity) => (Key, Similarity) = (key, similarity);

    /// <summary>The image's key, for example its path.</summary>
    public string Key { get; }

    /// <summary>Cosine similarity of the centered features, -1 to 1; what it is to, the method that returns it says.</summary>
    public double Similarity { get; }

    /// <summary>Key and similarity.</summary>
    public override string ToString() => FormattableString.Invariant($"{Key} ({Similarity:f3})");
}
