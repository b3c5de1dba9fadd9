using Cmae.MLNet.Samples.Tool.Output;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Curating;

/// <summary>The images of a folder and an index of their embeddings, in the same order.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Paths">Full paths.</param>
/// <param name="Labels">Labels; empty for an image without one.</param>
/// <param name="Index">The index, by path relative to the folder.</param>
/// <param name="Embedder">What computed the embeddings.</param>
internal sealed record CuratedImages(
    string Folder, IReadOnlyList<string> Paths, IReadOnlyList<string> Labels, CmaeImageIndex Index, CmaeImageEmbedder Embedder)
{
    private const int ReadAtOnce = 256;

    private readonly Lazy<Dictionary<string, int>> _rows = new(
        () => Index.Keys.Index().ToDictionary(key => key.Item, key => key.Index));

    /// <summary>Embeds images.</summary>
    /// <param name="folder">The folder that paths are relative to.</param>
    /// <param name="images">Rows of ImagePath and Label.</param>
    /// <param name="embedder">Computes the embeddings.</param>
    /// <param name="cancellation">Cancels between two batches.</param>
    public static CuratedImages Of(string folder, IDataView images, CmaeImageEmbedder embedder, CancellationToken cancellation)
    {
        string[] paths = [.. images.GetColumn<string>("ImagePath")];
        float[][] embeddings =
        [
            .. paths.Chunk(ReadAtOnce).SelectMany(chunk => embedder.Embed(
                [.. chunk.Select(path => (ReadOnlyMemory<byte>)File.ReadAllBytes(path))], cancellation)),
        ];
        return new(
            folder, paths, [.. images.GetColumn<string>("Label")],
            new CmaeImageIndex([.. paths.Select(path => RelativePath.Of(folder, path))], embeddings), embedder);
    }

    /// <summary>The file of an image of the index.</summary>
    public string PathOf(string key) => Path.Combine(Folder, key);

    /// <summary>The label of an image of the index; empty if it has none.</summary>
    public string LabelOf(string key) => Labels[_rows.Value[key]];

    /// <summary>The content of up to so many of the images, evenly spread over them.</summary>
    public ReadOnlyMemory<byte>[] Sample(int count)
    {
        int step = Math.Max(1, Paths.Count / count);
        return [.. Paths.Where((_, i) => i % step == 0).Take(count).Select(path => (ReadOnlyMemory<byte>)File.ReadAllBytes(path))];
    }
}
