using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Segmentation;

/// <summary>Some images of a store with their masks. Does not own the store. Thread-safe.</summary>
/// <param name="store">All images.</param>
/// <param name="indices">Numbers of these images in the store.</param>
/// <param name="masks">Their masks.</param>
internal sealed class MaskedImages(ImageStore store, IReadOnlyList<int> indices, IReadOnlyList<PackedMask> masks) : IImageSet
{
    public int Count => indices.Count;

    public PixelImage Get(int index) => store.Get(indices[index]);

    /// <summary>The mask of an image.</summary>
    public ClassMask Mask(int index) => masks[index].Unpack();

    /// <summary>Adds the images' numbers in the store and their masks to a hash.</summary>
    public void AppendTo(IncrementalHash hash)
    {
        for (int i = 0; i < Count; i++)
        {
            ClassMask mask = Mask(i);
            hash.AppendData(MemoryMarshal.AsBytes<int>([indices[i], mask.Width, mask.Height]));
            hash.AppendData(mask.Classes);
        }
    }

    /// <summary>Some of these images, by their numbers here.</summary>
    public MaskedImages Part(int[] part) => new(store, Array.ConvertAll(part, i => indices[i]), Array.ConvertAll(part, i => masks[i]));

    /// <summary>The same masks with the images of another store, which holds them alone and in the same order.</summary>
    public MaskedImages In(ImageStore other) => new(other, [.. Enumerable.Range(0, other.Count)], masks);

    /// <summary>The numbers of these images in the store.</summary>
    public IReadOnlyList<int> InStore => indices;
}
