namespace Cmae.MLNet;

/// <summary>Images of a <see cref="CmaeImageIndex"/> that resemble one another.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeImageGroup
{
    internal CmaeImageGroup(IReadOnlyList<CmaeImageMatch> images) => Images = images;

    /// <summary>The images, the most typical first; their similarity is that to the middle of the group. Never empty.</summary>
    public IReadOnlyList<CmaeImageMatch> Images { get; }

    /// <summary>What the group can be called: the key of its most typical image.</summary>
    public string Name => Images[0].Key;
}
