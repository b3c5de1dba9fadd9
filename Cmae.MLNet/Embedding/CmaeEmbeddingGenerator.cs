using Microsoft.Extensions.AI;

namespace Cmae.MLNet;

/// <summary>
/// A <see cref="CmaeImageEmbedder"/> as Microsoft.Extensions.AI's embedding generator: what vector stores and dependency injection take.
/// </summary>
/// <remarks>
/// Thread-safe: make one and share it. <see cref="GetService"/> gives <see cref="EmbeddingGeneratorMetadata"/> (provider "cmae", the
/// embedder's <see cref="CmaeImageEmbedder.ModelId"/>, its dimensions), the <see cref="CmaeImageEmbedder"/> and its
/// <see cref="CmaeEncoder"/>. Embedding is work for the processor: it runs on the thread pool, not on the caller's thread.
/// </remarks>
/// <param name="embedder">Computes the embeddings.</param>
public sealed class CmaeEmbeddingGenerator(CmaeImageEmbedder embedder) : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    private readonly CmaeImageEmbedder _embedder = embedder ?? throw new ArgumentNullException(nameof(embedder));
    private readonly EmbeddingGeneratorMetadata _metadata = new("cmae", null, embedder.ModelId, embedder.Dimensions);

    /// <summary>Creates a generator whose embeddings have length 1.</summary>
    /// <param name="encoder">The encoder, for example from <see cref="CmaeEncoder.Load(string)"/>.</param>
    public CmaeEmbeddingGenerator(CmaeEncoder encoder)
        : this(new CmaeImageEmbedder(encoder))
    {
    }

    /// <summary>Embeds images, in batches.</summary>
    /// <param name="values">Contents of image files, of a media type <c>image/*</c>.</param>
    /// <param name="options">
    /// Null, or options whose <see cref="EmbeddingGenerationOptions.Dimensions"/> and <see cref="EmbeddingGenerationOptions.ModelId"/> are
    /// null or those of the embedder.
    /// </param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <returns>An embedding for each image, in the order given.</returns>
    /// <exception cref="ArgumentException">A content is not an image by its media type, or the options ask for another model.</exception>
    /// <exception cref="InvalidDataException">An image cannot be read; the message gives its index.</exception>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        RequireThisModel(options);
        ReadOnlyMemory<byte>[] images = [.. values.Select(ImageOf)];
        return Task.Run(
            () =>
            {
                DateTimeOffset now = DateTimeOffset.UtcNow;
                return new GeneratedEmbeddings<Embedding<float>>(
                    _embedder.Embed(images, cancellationToken).Select(
                        vector => new Embedding<float>(vector) { ModelId = _embedder.ModelId, CreatedAt = now }));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        object[] services = [this, _metadata, _embedder, _embedder.Encoder];
        return services.FirstOrDefault(serviceType.IsInstanceOfType);
    }

    /// <summary>Does nothing: the embedder belongs to whoever made it, and holds nothing that must be disposed.</summary>
    public void Dispose()
    {
    }

    private static ReadOnlyMemory<byte> ImageOf(DataContent content) =>
        content?.HasTopLevelMediaType("image") ?? throw new ArgumentException("A content is null; give images.", nameof(content))
            ? content.Data
            : throw new ArgumentException($"The media type '{content.MediaType}' is not that of an image ('image/…').", nameof(content));

    private void RequireThisModel(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimensions && dimensions != _embedder.Dimensions)
        {
            throw new ArgumentException(
                $"The encoder gives {_embedder.Dimensions} dimensions, not {dimensions}; leave Dimensions out.", nameof(options));
        }
        if (options?.ModelId is { } model && model != _embedder.ModelId)
        {
            throw new ArgumentException(
                $"The model is '{_embedder.ModelId}', not '{model}'; leave ModelId out.", nameof(options));
        }
    }
}
