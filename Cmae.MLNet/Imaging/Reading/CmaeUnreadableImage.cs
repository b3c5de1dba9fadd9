namespace Cmae.MLNet;

/// <summary>An image that cannot be read: which one, and why. Immutable.</summary>
public sealed class CmaeUnreadableImage
{
    internal CmaeUnreadableImage()
    {
    }

    /// <summary>Its row in the data, from 0.</summary>
    public required long Row { get; init; }

    /// <summary>Its path; its row and column if the data holds no path.</summary>
    public required string Name { get; init; }

    /// <summary>What is wrong with it, in a sentence that names it.</summary>
    public required string Reason { get; init; }
}
