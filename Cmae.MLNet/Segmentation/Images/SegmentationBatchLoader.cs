using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Segmentation;

/// <summary>Fills batches with views of images and their masks.</summary>
internal sealed class SegmentationBatchLoader : IBatchFiller<BatchPlan, SegmentationBatch>
{
    private readonly MaskedImages _images;
    private readonly SegmentationViews _views;
    private readonly int _seed, _batchSize;

    private SegmentationBatchLoader(MaskedImages images, SegmentationViews views, int seed, int batchSize) =>
        (_images, _views, _seed, _batchSize) = (images, views, seed, batchSize);

    /// <summary>Starts preparing batches; the caller enumerates the result once and disposes it.</summary>
    /// <param name="images">The images, with masks of their size.</param>
    /// <param name="views">How views are made.</param>
    /// <param name="seed">Seed of the views.</param>
    /// <param name="batchSize">Number of images in the largest batch.</param>
    /// <param name="plans">The batches, in order.</param>
    public static PrefetchingLoader<BatchPlan, SegmentationBatch> Start(
        MaskedImages images, SegmentationViews views, int seed, int batchSize, IEnumerable<BatchPlan> plans) =>
        new(plans, new SegmentationBatchLoader(images, views, seed, batchSize), new PrefetchOptions());

    public SegmentationBatch Create() => new(_batchSize, _views.Options.ImageSize) { Plan = new(0, []) };

    public int Begin(SegmentationBatch batch, BatchPlan plan)
    {
        plan.RequireRoom(_batchSize);
        batch.Plan = plan;
        return plan.Indices.Length;
    }

    public void Fill(SegmentationBatch batch, int slot)
    {
        int index = batch.Plan.Indices[slot], area = _views.Options.ImageSize * _views.Options.ImageSize;
        PixelImage image = _images.Get(index);
        _views.Make(
            image, MaskCrop.Resize(_images.Mask(index), image.Width, image.Height), RandomSource.Stream(_seed, batch.Plan.Epoch, index),
            batch.Pixels.AsSpan(3 * slot * area, 3 * area), batch.Classes.AsSpan(slot * area, area));
    }
}
