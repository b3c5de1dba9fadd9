namespace Cmae.MLNet.Imaging;

/// <summary>Makes the pixels that a model sees from an image.</summary>
/// <param name="image">The image; it is only read.</param>
/// <param name="epoch">Number of the epoch.</param>
/// <param name="index">Number of the image in its set.</param>
/// <param name="destination">Receives side × side × 3 values, R,G,B.</param>
internal delegate void PixelTransform(PixelImage image, int epoch, int index, Span<byte> destination);

/// <summary>A batch of images of one size. Its array is reused: it is valid until the next batch is requested.</summary>
internal sealed class PixelBatch(int capacity, int imageLength)
{
    /// <summary>Count × S × S × 3 values, R,G,B; the array may be longer.</summary>
    public byte[] Pixels { get; } = new byte[(long)capacity * imageLength];

    /// <summary>The images in it.</summary>
    public required BatchPlan Plan { get; set; }

    /// <summary>Number of images.</summary>
    public int Count => Plan.Indices.Length;
}

/// <summary>Fills batches with square images, one for each image of a set.</summary>
internal sealed class PixelBatchLoader : IBatchFiller<BatchPlan, PixelBatch>
{
    private readonly IImageSet _images;
    private readonly PixelTransform _transform;
    private readonly int _batchSize, _imageLength;

    private PixelBatchLoader(IImageSet images, PixelTransform transform, int imageSize, int batchSize) =>
        (_images, _transform, _imageLength, _batchSize) = (images, transform, 3 * imageSize * imageSize, batchSize);

    /// <summary>Starts preparing batches; the caller enumerates the result once and disposes it.</summary>
    /// <param name="images">The images.</param>
    /// <param name="transform">How an image becomes pixels; called on several threads.</param>
    /// <param name="imageSize">Side of the square in pixels.</param>
    /// <param name="batchSize">Number of images in the largest batch.</param>
    /// <param name="plans">The batches, in order.</param>
    public static PrefetchingLoader<BatchPlan, PixelBatch> Start(
        IImageSet images, PixelTransform transform, int imageSize, int batchSize, IEnumerable<BatchPlan> plans) =>
        new(plans, new PixelBatchLoader(images, transform, imageSize, batchSize), new PrefetchOptions());

    public PixelBatch Create() => new(_batchSize, _imageLength) { Plan = new(0, []) };

    public int Begin(PixelBatch batch, BatchPlan plan)
    {
        plan.RequireRoom(_batchSize);
        batch.Plan = plan;
        return plan.Indices.Length;
    }

    public void Fill(PixelBatch batch, int slot)
    {
        int index = batch.Plan.Indices[slot];
        _transform(_images.Get(index), batch.Plan.Epoch, index, batch.Pixels.AsSpan(slot * _imageLength, _imageLength));
    }
}
