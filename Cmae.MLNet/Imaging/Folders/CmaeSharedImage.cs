namespace Cmae.MLNet;

/// <summary>One image that two sets of images both have, by content: a copy, or a link. Immutable.</summary>
public sealed class CmaeSharedImage
{
    internal CmaeSharedImage()
    {
    }

    /// <summary>Its path in the first set.</summary>
    public required string FirstPath { get; init; }

    /// <summary>Its path in the second set.</summary>
    public required string SecondPath { get; init; }
}
