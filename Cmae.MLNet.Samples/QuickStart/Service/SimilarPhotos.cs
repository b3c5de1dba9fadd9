using Cmae.MLNet;

namespace PhotoService;

/// <summary>Finds the photos of a folder that are most similar to an upload. Thread-safe.</summary>
public sealed class SimilarPhotos
{
    private readonly CmaeImageEmbedder _embedder;
    private readonly CmaeImageIndex _index;

    /// <summary>Embeds all photos of a folder.</summary>
    public SimilarPhotos(string encoderFile, string folder)
    {
        _embedder = new CmaeImageEmbedder(CmaeEncoder.Load(encoderFile));
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        float[][] embeddings = [.. files.Chunk(100).SelectMany(
            chunk => _embedder.Embed([.. chunk.Select(file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file))]))];
        _index = new CmaeImageIndex([.. files.Select(file => Path.GetRelativePath(folder, file))], embeddings);
    }

    /// <summary>The most similar photos, best first.</summary>
    /// <exception cref="InvalidDataException">The content is not a photo.</exception>
    public IReadOnlyList<CmaeImageMatch> To(byte[] photo, int count) => _index.Search(_embedder.Embed(photo), count);
}
