namespace Cmae.MLNet;

/// <summary>Two images of a <see cref="CmaeImageIndex"/> that are similar to each other.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeImagePair
{
    internal CmaeImagePair(string first, string second, double similarity) => (First, Second, Similarity) = (first, second, similarity);

    /// <summary>Key of the image that comes first in the index.</summary>
    public string First { get; }

    /// <summary>Key of the other image.</summary>
    public string Second { get; }

    /// <summary>Cosine similarity of their centered features, -1 to 1.</summary>
    public double Similarity { get; }

    /// <summary>Both keys and the similarity.</summary>
    public override string ToString() => FormattableString.Invariant($"{First} = {Second} ({Similarity:f3})");
}
