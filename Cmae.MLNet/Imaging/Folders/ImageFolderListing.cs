namespace Cmae.MLNet.Imaging;

/// <summary>The images of a folder, and what their owner should know about the others.</summary>
/// <param name="Rows">The images, at least one.</param>
/// <param name="Warnings">A sentence or two each.</param>
internal sealed record ImageFolderListing(IReadOnlyList<ImageFolderRow> Rows, IReadOnlyList<string> Warnings);
