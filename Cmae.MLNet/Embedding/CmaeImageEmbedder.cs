using System.Numerics.Tensors;
using Cmae.MLNet.Embedding;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Scoring;
using Microsoft.ML.Data;

namespace Cmae.MLNet;

/// <summary>
/// Turns images into vectors without a pipeline: for search, near-duplicates and vector stores. The vectors are the features of
/// <c>CmaeFeaturize</c>, scaled to length 1 unless the options say otherwise.
/// </summary>
/// <remarks>
/// <para>Thread-safe: make one and share it. Runs on ONNX Runtime; libtorch is not needed.</para>
/// <para>Encoded images are turned upright by their EXIF orientation; an <see cref="MLImage"/> is taken as it is and remains its owner's.
/// There is nothing to dispose; native memory is freed once nothing refers to the embedder.</para>
/// </remarks>
public sealed class CmaeImageEmbedder
{
    private readonly ScoringSession _session;
    private readonly SquareResizer _resizer;
    private readonly bool _normalize;
    private readonly int _batchSize;

    /// <summary>Creates an embedder.</summary>
    /// <param name="encoder">The encoder, for example from <see cref="CmaeEncoder.Load(string)"/>.</param>
    /// <param name="options">Null for the default of every option.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public CmaeImageEmbedder(CmaeEncoder encoder, CmaeEmbedderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        options ??= new CmaeEmbedderOptions();
        EmbedderOptionsValidation.Validate(options);
        (Encoder, _normalize, _batchSize) = (encoder, options.Normalize, options.BatchSize);
        _session = new ScoringSession(encoder, options.FeatureKind);
        _resizer = new SquareResizer(_session.Side);
        ModelId = EncoderIdentity.Of(encoder, options);
    }

    /// <summary>The encoder that computes the embeddings.</summary>
    public CmaeEncoder Encoder { get; }

    /// <summary>Values of an embedding.</summary>
    public int Dimensions => _session.ScoreLength;

    /// <summary>
    /// Names the encoder's weights, the kind of features and their scale, so that a store never mixes embeddings that cannot be compared:
    /// equal for equal embedders, on every machine.
    /// </summary>
    public string ModelId { get; }

    /// <summary>Embeds one image.</summary>
    /// <param name="imageFile">The content of an image file: JPEG, PNG, WebP, GIF or BMP.</param>
    /// <returns><see cref="Dimensions"/> values.</returns>
    /// <exception cref="InvalidDataException">The content is not an image, or only a part of one.</exception>
    public float[] Embed(ReadOnlySpan<byte> imageFile)
    {
        using OpaqueImage image = ImageDecoder.Upright.Open(imageFile, "The image");
        return EmbedOne(image.Image);
    }

    /// <summary>Embeds one image.</summary>
    /// <param name="image">An image in memory; not changed, not disposed.</param>
    /// <returns><see cref="Dimensions"/> values.</returns>
    public float[] Embed(MLImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return EmbedOne(image);
    }

    /// <summary>Embeds many images, in batches; they are decoded on all processors.</summary>
    /// <param name="imageFiles">Contents of image files.</param>
    /// <param name="cancellationToken">Cancels between two batches.</param>
    /// <returns>For each image, in the order given, <see cref="Dimensions"/> values.</returns>
    /// <exception cref="InvalidDataException">An image cannot be read; the message gives its index.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public float[][] Embed(IReadOnlyList<ReadOnlyMemory<byte>> imageFiles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(imageFiles);
        var embeddings = new float[imageFiles.Count][];
        int capacity = Math.Min(_batchSize, imageFiles.Count), length = PlanesLength;
        var planes = new float[capacity * length];
        var values = new float[capacity * Dimensions];
        for (int first = 0; first < imageFiles.Count; first += capacity)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = first, count = Math.Min(capacity, imageFiles.Count - first);
            ParallelImages.ForEach(count, i =>
            {
                using OpaqueImage image = ImageDecoder.Upright.Open(imageFiles[start + i].Span, $"Image {start + i} (counted from 0)");
                _resizer.WritePlanes(image.Image, planes.AsSpan(i * length, length));
            });
            _session.Run(planes, values, count);
            for (int i = 0; i < count; i++)
                embeddings[first + i] = Scaled(values.AsSpan(i * Dimensions, Dimensions).ToArray());
        }
        return embeddings;
    }

    private int PlanesLength => 3 * _session.Side * _session.Side;

    private float[] EmbedOne(MLImage image)
    {
        var planes = new float[PlanesLength];
        var embedding = new float[Dimensions];
        _resizer.WritePlanes(image, planes);
        _session.Run(planes, embedding, 1);
        return Scaled(embedding);
    }

    private float[] Scaled(float[] embedding)
    {
        if (_normalize && TensorPrimitives.Norm<float>(embedding) is > 0 and float norm)
            TensorPrimitives.Divide(embedding, norm, embedding);
        return embedding;
    }
}
