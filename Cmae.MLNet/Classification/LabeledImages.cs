using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Classification;

/// <summary>Some images of a store with their classes. Does not own the store. Thread-safe.</summary>
/// <param name="store">All images.</param>
/// <param name="indices">Numbers of these images in the store.</param>
/// <param name="labels">Class of every image of the store.</param>
internal sealed class LabeledImages(ImageStore store, IReadOnlyList<int> indices, IReadOnlyList<int> labels) : IImageSet
{
    public int Count => indices.Count;

    /// <summary>Class of every image here.</summary>
    public int[] Labels { get; } = [.. indices.Select(index => labels[index])];

    public PixelImage Get(int index) => store.Get(indices[index]);

    /// <summary>Images of every class.</summary>
    public int[] ClassSizes(int classCount)
    {
        var sizes = new int[classCount];
        foreach (int label in Labels)
            sizes[label]++;
        return sizes;
    }
}
