namespace Cmae.MLNet.Imaging;

/// <summary>Images with masks, the classes of the masks, and what their owner should know.</summary>
/// <param name="Rows">The images, at least one.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Warnings">A sentence or two each.</param>
internal sealed record SegmentationListing(
    IReadOnlyList<SegmentationFolderRow> Rows, SegmentationClasses Classes, IReadOnlyList<string> Warnings);
