using Cmae.MLNet.Curation;

namespace Cmae.MLNet;

/// <summary>
/// Measures the similarity that copies of an image have: for <see cref="CmaeImageIndex.NearDuplicates"/>. Similarities of different
/// encoders are not comparable, so that no fixed threshold suits all.
/// </summary>
public static class CmaeDuplicateThreshold
{
    /// <summary>
    /// Makes a copy of each image, at three quarters of its size and as a JPEG of quality 60, and takes the similarity that 95 % of the copies
    /// reach.
    /// </summary>
    /// <param name="index">The index, of features that <paramref name="embedder"/> computes.</param>
    /// <param name="embedder">Computes the features of the images and their copies.</param>
    /// <param name="imageFiles">Contents of some image files, 50 or more, for example drawn from the index.</param>
    /// <returns>A cosine similarity of centered features, above 0 and at most 1.</returns>
    /// <exception cref="ArgumentException">There are no images, or the embedder gives features of another length.</exception>
    /// <exception cref="InvalidDataException">An image cannot be read; the message gives its index.</exception>
    /// <exception cref="InvalidOperationException">
    /// Even copies are not similar to their images: the encoder cannot find near-duplicates.
    /// </exception>
    public static double Measure(CmaeImageIndex index, CmaeImageEmbedder embedder, IReadOnlyList<ReadOnlyMemory<byte>> imageFiles)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(embedder);
        ArgumentNullException.ThrowIfNull(imageFiles);
        if (imageFiles.Count == 0)
            throw new ArgumentException("There are no images to make copies of.", nameof(imageFiles));
        float[][] images = embedder.Embed(imageFiles);
        float[][] copies = embedder.Embed(
            [.. imageFiles.Select((file, i) => (ReadOnlyMemory<byte>)ImageCopy.Make(file.Span, $"Image {i} (counted from 0)"))]);
        double[] similarities = [.. images.Zip(copies, (image, copy) => index.Similarity(image, copy)).Order()];
        double threshold = similarities[(int)(0.05 * similarities.Length)];
        return threshold > 0
            ? Math.Min(threshold, 1)
            : throw new InvalidOperationException(
                $"One in twenty copies has a similarity of {threshold:f3} to its image: this encoder does not recognize near-duplicates. " +
                "Use one that was trained longer, or on such images.");
    }
}
