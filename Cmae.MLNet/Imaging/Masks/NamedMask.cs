namespace Cmae.MLNet.Imaging;

/// <summary>A mask, and what messages call it.</summary>
/// <param name="Mask">The mask.</param>
/// <param name="Name">What messages call it, at the start of a sentence.</param>
internal readonly record struct NamedMask(ClassMask Mask, string Name);
